using System.Globalization;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Sufficiency;

/// <summary>The sentences of refusals in one language.</summary>
internal sealed partial record RefusalTexts
{
    public required string NoSubject { get; init; }

    public required string NoMention { get; init; }

    public required string Or { get; init; }

    public required string OtherYears { get; init; }

    public required string NotForYear { get; init; }

    public required string NoAnswer { get; init; }

    public required string Nearest { get; init; }

    /// <summary>Before a sentence that contradicts what the question takes for given.</summary>
    public required string NotAsAsked { get; init; }

    /// <summary>The search found no passage at all.</summary>
    public required string NothingFound { get; init; }

    /// <summary>A language model wrote that the passages hold no answer.</summary>
    public required string NotInPassages { get; init; }

    /// <summary>A language model came to its longest answer before its first sentence with a source was finished.</summary>
    public required string CutOff { get; init; }

    /// <summary>A language model wrote sentences without a source only.</summary>
    public required string NoSource { get; init; }

    /// <summary>After the answer to the other parts of a question.</summary>
    public required string NoPart { get; init; }

    public required IReadOnlyDictionary<AnswerKind, string> Kinds { get; init; }

    public static RefusalTexts In(Language language) => language switch
    {
        Language.German => German,
        Language.French => French,
        Language.Spanish => Spanish,
        Language.Italian => Italian,
        Language.Portuguese => Portuguese,
        Language.Dutch => Dutch,
        _ => English,
    };

    /// <summary>A sentence with the note that it is not as the question takes it to be.</summary>
    public static string Contradiction(string question, string premise, string sentence) =>
        string.Format(CultureInfo.InvariantCulture, In(QuestionLanguage.Of(question)).NotAsAsked, premise, sentence);

    /// <summary>Says which part of a question was not found.</summary>
    public static string PartMissing(string question, string part) =>
        string.Format(CultureInfo.InvariantCulture, In(QuestionLanguage.Of(question)).NoPart, part.Trim().TrimEnd('?', ' ', ','));

    public string Kind(AnswerKind kind) => Kinds.GetValueOrDefault(kind) ?? Kinds[AnswerKind.Any];

    private static RefusalTexts English { get; } = new()
    {
        NoSubject = "The question names nothing that could be looked for. Ask with the words of the subject.",
        NoMention = "Nothing that was found mentions {0}.",
        Or = " or ",
        OtherYears = "Something on this was found, but not for {0}: the passages speak of {1}.",
        NotForYear = "Something on this was found, but not for {0}.",
        NoAnswer = "The passages found touch on the question but hold {0}.",
        Nearest = "The nearest places are listed: {0}.",
        NoPart = "On the other part of the question, “{0}”, nothing was found.",
        NotAsAsked = "The documents do not say “{0}”: {1}",
        NothingFound = "None of the documents you may read has anything on this. Try other words, or ask in more collections.",
        NotInPassages = "The passages found do not answer this question.",
        CutOff = "The language model reached its longest answer before it had finished a sentence that names its source.",
        NoSource = "The language model wrote nothing that names its source in the documents, so nothing of it is shown.",
        Kinds = new Dictionary<AnswerKind, string>
        {
            [AnswerKind.Amount] = "no figure that fits the question",
            [AnswerKind.Duration] = "no length of time that fits the question",
            [AnswerKind.Time] = "no date or time that fits the question",
            [AnswerKind.Person] = "nobody who fits the question",
            [AnswerKind.Place] = "no place that fits the question",
            [AnswerKind.Reason] = "no reason for this",
            [AnswerKind.Steps] = "no instructions for this",
            [AnswerKind.Any] = "no answer to it",
        },
    };

    private static RefusalTexts German { get; } = new()
    {
        NoSubject = "Die Frage nennt nichts, wonach gesucht werden könnte. Fragen Sie mit den Wörtern der Sache.",
        NoMention = "Nichts von dem Gefundenen erwähnt {0}.",
        Or = " oder ",
        OtherYears = "Dazu wurde etwas gefunden, aber nicht für {0}: Die Stellen sprechen von {1}.",
        NotForYear = "Dazu wurde etwas gefunden, aber nicht für {0}.",
        NoAnswer = "Die gefundenen Stellen berühren die Frage, enthalten aber {0}.",
        Nearest = "Die nächsten Stellen sind aufgeführt: {0}.",
        NoPart = "Zum anderen Teil der Frage, „{0}“, wurde nichts gefunden.",
        NotAsAsked = "Die Dokumente sagen nicht „{0}“: {1}",
        NothingFound = "Keines der Dokumente, die Sie lesen dürfen, enthält etwas dazu. Versuchen Sie andere Wörter, oder fragen Sie in mehr Sammlungen.",
        NotInPassages = "Die gefundenen Stellen beantworten diese Frage nicht.",
        CutOff = "Das Sprachmodell erreichte seine längste Antwort, bevor ein Satz fertig war, der seine Quelle nennt.",
        NoSource = "Das Sprachmodell schrieb nichts, was seine Quelle in den Dokumenten nennt; deshalb wird nichts davon gezeigt.",
        Kinds = new Dictionary<AnswerKind, string>
        {
            [AnswerKind.Amount] = "keine Zahl, die zur Frage passt",
            [AnswerKind.Duration] = "keine Dauer, die zur Frage passt",
            [AnswerKind.Time] = "kein Datum und keine Zeit, die zur Frage passen",
            [AnswerKind.Person] = "niemanden, der zur Frage passt",
            [AnswerKind.Place] = "keinen Ort, der zur Frage passt",
            [AnswerKind.Reason] = "keinen Grund dafür",
            [AnswerKind.Steps] = "keine Anleitung dazu",
            [AnswerKind.Any] = "keine Antwort darauf",
        },
    };
}
