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
    private const string Separator = " › ";

    /// <param name="headingPath">Outermost first.</param>
    /// <param name="language">Null for another than English and German: only what is a question already is taken.</param>
    public static (string Text, SuggestionSource Source)? Of(string headingPath, Language? language, CaseEvidence evidence)
    {
        var heading = Bare(headingPath[(headingPath.LastIndexOf(Separator, StringComparison.Ordinal) is var at && at >= 0 ? at + Separator.Length : 0)..]);
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
        if (!TopicForm().IsMatch(heading) || heading.Split(' ').Length > LongestTopic || EnglishVerbs.IsTask(heading.Split(' ')[0])) return null;
        if (QuestionForm.OwnWords(heading) < TopicWords || evidence.Inside(heading, Language.English) is not { } topic) return null;
        var asked = $"What should I know about {topic}?";
        return QuestionForm.IsFit(asked, TopicWords) ? (asked, SuggestionSource.TopicHeading) : null;
    }

    // "Connect to the Wi-Fi", "How to book a room": what stands behind the verb shows that it is one.
    private static string? Task(string heading, CaseEvidence evidence)
    {
        var match = HowTo().Match(heading);
        if (!match.Success && !(Imperative().Match(heading) is { Success: true } imperative && EnglishVerbs.IsTask(imperative.Groups["v"].Value))) return null;
        var task = match.Success ? match.Groups["x"].Value : heading;
        if (evidence.Inside(task, Language.English) is not { } inside) return null;
        var small = char.ToLowerInvariant(inside[0]) + inside[1..];
        return $"How do I {Your().Replace(You().Replace(small, "I"), "my")}?";
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
        Language.English => Asks().IsMatch(heading) && !Reader().IsMatch(heading),
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

    [GeneratedRegex(@"^(what|which|who|whom|whose|when|where|why|how|is|are|can|may|must|should|do|does|did|will|am)\b", AnyCase, 1000)]
    private static partial Regex Asks();

    // "Do you have an upcoming trip?" asks the reader.
    [GeneratedRegex(@"^(is|are|can|may|must|should|do|does|did|will|have)\s+(your?)\b", AnyCase, 1000)]
    private static partial Regex Reader();

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
        @"^(?!.*\b(you|your|i|we|our|us|my|it|its|they|their|he|she|if|when|where|what|who|why|how|which|is|are|was|were|be|been|has|have|do|does|don’t|can|may|must|should|will|not|also|other|additional|more|further|new|old|vs|versus|tldr)\b)\p{L}[\p{L}\d’'&/ -]*$",
        AnyCase, 1000)]
    private static partial Regex TopicForm();

    [GeneratedRegex(@"\b(ist|sind|wird|werden|kann|können|darf|muss|sie|er|es|wir|ich|weitere|sonstige[sn]?|allgemeine[sn]?|wenn|was|wer|wie|wo)\b", AnyCase, 1000)]
    private static partial Regex GermanFunction();
}
