using System.Text.RegularExpressions;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Suggestions;

/// <summary>
/// Makes a question of the heading above a passage (pure; English and German): one that is a question is taken as it stands, a task becomes "How
/// do I…?", a subject "What should I know about…?".
/// </summary>
internal static partial class HeadingQuestions
{
    private const int LongestTopic = 6;
    private const int TopicWords = 2;
    private const int LongestTitle = 40;
    private const string Separator = " › ";

    /// <param name="headingPath">Outermost first.</param>
    /// <param name="language">Null for another than English and German: only what is a question already is taken.</param>
    public static (string Text, SuggestionSource Source)? Of(string headingPath, Language? language, CaseEvidence evidence)
    {
        var heading = Bare(Innermost(headingPath));
        if (heading.Length == 0) return null;
        if (heading[^1] == '?') return IsQuestion(heading, language) && QuestionForm.IsFit(heading, 2) ? (heading, SuggestionSource.QuestionHeading) : null;
        return language switch
        {
            Language.English => English(heading, evidence),
            Language.German => German(heading),
            _ => null,
        };
    }

    private static (string, SuggestionSource)? English(string heading, CaseEvidence evidence)
    {
        if (Unmarked().IsMatch(heading) && QuestionForm.IsFit(heading + "?", 2)) return (heading + "?", SuggestionSource.QuestionHeading);
        if (Task(heading, evidence) is { } task) return QuestionForm.IsFit(task, 2) ? (task, SuggestionSource.TaskHeading) : null;
        var words = heading.Split(' ');
        if (words.Length > LongestTopic || !Subject.MayBegin(words[0]) || EnglishVerbs.IsTask(words[0]) || !TopicForm().IsMatch(heading) || !NeedsNoArticle().IsMatch(heading)) return null;
        if (QuestionForm.OwnWords(heading) < TopicWords || evidence.Inside(heading, Language.English, isLabel: true) is not { } topic) return null;
        var asked = $"What should I know about {topic}?";
        return QuestionForm.IsFit(asked, TopicWords) ? (asked, SuggestionSource.TopicHeading) : null;
    }

    /// <summary>A heading with its document, both word for word.</summary>
    public static string? Quoted(string headingPath, string title, Language language)
    {
        var heading = Bare(Innermost(headingPath));
        if (heading.Length == 0 || title.Length > LongestTitle || heading == title || heading.Split(' ').Length > LongestTopic || QuestionForm.OwnWords(heading) == 0) return null;
        if (Asks().IsMatch(heading) || GermanAsks().IsMatch(heading)) return null;
        var asked = language == Language.German ? $"Was steht in „{title}“ zu „{heading}“?" : $"What does “{title}” say about “{heading}”?";
        return QuestionForm.IsFit(asked, TopicWords) ? asked : null;
    }

    private static string Innermost(string headingPath) =>
        headingPath[(headingPath.LastIndexOf(Separator, StringComparison.Ordinal) is var at && at >= 0 ? at + Separator.Length : 0)..];

    // "Connect to the Wi-Fi", "How to book a room": what stands behind the verb shows that it is one.
    private static string? Task(string heading, CaseEvidence evidence)
    {
        var match = HowTo().Match(heading);
        if (!match.Success && !(Imperative().Match(heading) is { Success: true } imperative && EnglishVerbs.IsTask(imperative.Groups["v"].Value))) return null;
        var task = match.Success ? match.Groups["x"].Value : heading;
        // The verb is no name, whatever the passages write.
        return evidence.Inside(char.ToLowerInvariant(task[0]) + task[1..], Language.English, isLabel: true) is { } inside
            ? $"How do I {Your().Replace(You().Replace(inside, "I"), "my")}?"
            : null;
    }

    private static (string, SuggestionSource)? German(string heading)
    {
        if (GermanUnmarked().IsMatch(heading) && QuestionForm.IsFit(heading + "?", 2)) return (heading + "?", SuggestionSource.QuestionHeading);
        if (!TopicForm().IsMatch(heading) || heading.Split(' ').Length > LongestTopic || GermanFunction().IsMatch(heading) || QuestionForm.OwnWords(heading) == 0) return null;
        var asked = $"Was steht zum Thema „{heading}“ in den Dokumenten?";
        return QuestionForm.IsFit(asked, 1) ? (asked, SuggestionSource.TopicHeading) : null;
    }

    private static bool IsQuestion(string heading, Language? language) => language switch
    {
        Language.English => Asks().IsMatch(heading) && !You().IsMatch(heading) && !Your().IsMatch(heading),
        Language.German => GermanAsks().IsMatch(heading),
        _ => true,
    };

    private static string Bare(string heading) => Numbering().Replace(Anchor().Replace(heading, ""), "").Trim().TrimEnd(':', '.').Trim();

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const RegexOptions AnyCase = Plain | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"\s*\{#[^}]*\}", Plain, 1000)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"^(§\s*)?(\d+(\.\d+)*[.)]?|[A-Z][.)]|(step|part|chapter|section|schritt|teil|kapitel|abschnitt)\s+\d+(\.\d+)*[.:]?)\s+", AnyCase, 1000)]
    private static partial Regex Numbering();

    [GeneratedRegex(@"^(what(?!\s+if\b)|which|who|whom|whose|when|where|why|how|is|are|can|may|must|should|do|does|did|will|am)\b", AnyCase, 1000)]
    private static partial Regex Asks();

    // Several things, or something that is not counted: "gifts", "parental leave", "booking a room", "carry-over of days" is not.
    [GeneratedRegex(
        @"^\p{L}{2,}ing\b|^[^,]*?(\p{L}{2,}([^sui]s|ies)|leave|pay|work|data|travel|training|software|hardware|equipment|access|overtime|comp time|information|health|safety|security|insurance|parking|mail|research|advice|feedback|conduct|storage|delivery|payment|management|employment|recruitment|waste|illness|sharing|\p{L}+(ity|ance|ence|ship|acy|ism|ration|tation|sation))(\s+(of|for|in|on|at|to|with|from|during|by|after|before)\s.*)?$",
        AnyCase, 1000)]
    private static partial Regex NeedsNoArticle();

    [GeneratedRegex(@"^(wer|wen|wem|wessen|was|wann|wo|wohin|woher|wie|warum|wieso|weshalb|welche[rsmn]?|wofür|womit|ist|sind|kann|können|darf|dürfen|muss|müssen|gibt|gilt|gelten|habe|hat|haben|brauche|bekomme|erhalte)\b", AnyCase, 1000)]
    private static partial Regex GermanAsks();

    // "What is not paid": a question that lacks only its mark.
    [GeneratedRegex(@"^(What|Which|Who|Where|How (much|many|long|often))\s+(is|are|can|may|must|counts?|pays?|has|applies|happens|belongs)\s+(?!(you|your|this|that)\b)\S+(\s+\S+)*$", Plain, 1000)]
    private static partial Regex Unmarked();

    [GeneratedRegex(@"^(Wer|Was|Wo|Wann)\s+(ist|sind|kann|darf|muss|gilt|gehört|bezahlt|zahlt|entscheidet|hilft)\s+\S+(\s+\S+)*$", Plain, 1000)]
    private static partial Regex GermanUnmarked();

    [GeneratedRegex(@"^how\s+to\s+(?<x>[\p{L}-]+\s+\S.*)$", AnyCase, 1000)]
    private static partial Regex HowTo();

    [GeneratedRegex(@"^(?<v>\p{L}+)\s+(up\s+|out\s+|in\s+|off\s+)?(an?|the|your|to|on|into|from|for|with|all)\s+\S+", AnyCase, 1000)]
    private static partial Regex Imperative();

    [GeneratedRegex(@"\byou\b", AnyCase, 1000)]
    private static partial Regex You();

    [GeneratedRegex(@"\byour\b", AnyCase, 1000)]
    private static partial Regex Your();

    // A noun phrase as far as its words tell: no verb, no pronoun, no list of several things.
    [GeneratedRegex(
        @"^(?!.*\b(you|your|i|we|our|us|my|it|its|they|their|he|she|if|when|where|what|who|why|how|which|is|are|was|were|be|been|has|have|do|does|don’t|can|may|must|should|will|not|also|other|additional|more|further|new|old|vs|versus|example|examples|overview|template|unreliable|links|policy|guide)\b)\p{L}[\p{L}\d’'&/ -]*$",
        AnyCase, 1000)]
    private static partial Regex TopicForm();

    [GeneratedRegex(@"\b(ist|sind|wird|werden|kann|können|darf|muss|sie|er|es|wir|ich|weitere|sonstige[sn]?|allgemeine[sn]?|wenn|was|wer|wie|wo)\b", AnyCase, 1000)]
    private static partial Regex GermanFunction();
}
