using System.Globalization;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Sufficiency;

/// <summary>The sentences of refusals in one language.</summary>
internal sealed record RefusalTexts
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

    /// <summary>After the answer to the other parts of a question.</summary>
    public required string NoPart { get; init; }

    public required IReadOnlyDictionary<AnswerKind, string> Kinds { get; init; }

    public static RefusalTexts In(Language language) => language == Language.German ? German : English;

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
