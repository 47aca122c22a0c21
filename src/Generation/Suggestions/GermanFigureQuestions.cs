using System.Text.RegularExpressions;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Suggestions;

/// <summary>
/// The same as <see cref="FigureQuestions"/> for German sentences: "Beschäftigte dürfen bis zu fünf Urlaubstage in das Folgejahr übertragen." gives
/// "Wie viele Urlaubstage dürfen Beschäftigte in das Folgejahr übertragen?" (pure).
/// </summary>
internal static partial class GermanFigureQuestions
{
    private const int LongestRest = 8;

    /// <returns>Null when the sentence has none of the shapes.</returns>
    public static string? Of(string sentence, CaseEvidence evidence)
    {
        if (Allowed().Match(sentence) is { Success: true } allowed && allowed.Groups["rest"].Value.Split(' ').Length <= LongestRest)
        {
            var (subject, verb) = Person(allowed, evidence);
            return subject is null ? null : $"Wie viele {allowed.Groups["u"].Value} {verb} {subject} {allowed.Groups["rest"].Value.Trim()}?";
        }

        if (Owned().Match(sentence) is { Success: true } owned && Named(owned, evidence) is { } owner)
        {
            return $"Wie viele {owned.Groups["u"].Value} {owned.Groups["v"].Value} {owner}?";
        }

        if (Lasting().Match(sentence) is not { Success: true } lasting || Named(lasting, evidence) is not { } what) return null;
        var verbed = lasting.Groups["v"].Value;
        var asks = verbed[0] switch
        {
            'k' => "Wie viel",
            'd' or 'g' => "Wie lange",
            _ => "Wann",
        };
        return $"{asks} {verbed} {what}?";
    }

    private static (string? Subject, string Verb) Person(Match match, CaseEvidence evidence)
    {
        var verb = match.Groups["m"].Value;
        if (match.Groups["s"].Value is not ("Sie" or "Du")) return (Named(match, evidence), verb);
        return ("ich", verb switch
        {
            "können" or "kannst" => "kann",
            "dürfen" or "darfst" => "darf",
            "müssen" or "musst" => "muss",
            _ => "soll",
        });
    }

    private static string? Named(Match match, CaseEvidence evidence) => Subject.Of(match.Groups["s"].Value, Language.German, evidence);

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Number =
        @"(\d[\d.,]*(?!\s?[%.]\s)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|fünfzehn|zwanzig|dreißig|vierzig|fünfzig|sechzig|neunzig)";

    private const string Bound = @"((nur|etwa|rund|bis zu|höchstens|mindestens|maximal|insgesamt|jährlich)\s+)*";

    private const string Counted = @"(?<u>(\p{Ll}+e\s+)?\p{Lu}[\p{L}-]+(\s+\p{Lu}[\p{L}-]+)?)";

    [GeneratedRegex(
        @"^(?<s>Sie|Du|" + Subject.Pattern + @")\s+(?<m>können|dürfen|müssen|sollen|kann|darf|muss|soll|kannst|darfst|musst)\s+((im Jahr|pro Jahr|im Monat)\s+)?" + Bound + Number + @"\s+" + Counted
        + @"(?<rest>(\s+[\p{L}\d-]+)+)\s*[.!]?$",
        Plain, 1000)]
    private static partial Regex Allowed();

    [GeneratedRegex(@"^" + Subject.Pattern + @"\s+(?<v>hat|haben)\s+" + Bound + Number + @"\s+" + Counted + @"\s*[.,!]", Plain, 1000)]
    private static partial Regex Owned();

    [GeneratedRegex(
        @"^" + Subject.Pattern + @"\s+(?<v>dauert|dauern|gilt|gelten|kostet|kosten|beginnt|beginnen|endet|enden|öffnet|öffnen|schließt|schließen|verfällt|verfallen)\s+" + Bound
        + @"((am|um|zum|nach|für|im)\s+)?([$€£]\s?)?(" + Number + @"|einen?\s+(Stunde|Tag|Woche|Monat|Jahr)|(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Montag|Dienstag|Mittwoch|Donnerstag|Freitag))\b",
        Plain, 1000)]
    private static partial Regex Lasting();
}
