using System.Text.RegularExpressions;
using RagDocs.Generation.Languages;

namespace RagDocs.Generation.Suggestions;

/// <summary>Asks for a list by the line that announces it: "The starter kit includes:" gives "What does the starter kit include?" (pure).</summary>
internal static partial class ListQuestions
{
    /// <param name="leadIn">The line above the items, which ends with a colon.</param>
    /// <returns>Null when the line has none of the shapes.</returns>
    public static string? Of(string leadIn, Language language, CaseEvidence evidence)
    {
        if (language == Language.German)
        {
            return GermanIncludes().Match(leadIn) is { Success: true } umfasst && Subject.Of(umfasst.Groups["s"].Value, language, evidence) is { } was
                ? $"Was {umfasst.Groups["v"].Value} {was}?"
                : null;
        }

        if (Includes().Match(leadIn) is { Success: true } includes && Subject.Of(includes.Groups["s"].Value, language, evidence) is { } whole)
        {
            var verb = includes.Groups["v"].Value;
            return $"What {(verb.EndsWith('s') ? "does" : "do")} {whole} {EnglishVerbs.Base(verb)}{includes.Groups["p"].Value}?";
        }

        if (Needs().Match(leadIn) is not { Success: true } needs) return null;
        var purpose = You().Replace(needs.Groups["x"].Value, "my").Trim();
        return Strange().IsMatch(purpose) ? null : $"What do I need to {purpose}?";
    }

    private const RegexOptions Plain = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^" + Subject.Pattern + @"\s+(?<v>includes?|contains?|covers?|consists?)(?<p>\s+of)?(\s+the following(\s+\p{L}+)?)?\s*:$", Plain, 1000)]
    private static partial Regex Includes();

    [GeneratedRegex(@"^To\s+(?<x>[a-z]+\s+[^,:]{4,50}),\s+you(’ll|'ll)?\s+(will\s+)?(need|must have|must provide|must submit)\b[^.]*:$", Plain, 1000)]
    private static partial Regex Needs();

    [GeneratedRegex(@"\byour\b", Plain, 1000)]
    private static partial Regex You();

    [GeneratedRegex(@"\b(you|yourself|this|that|these|those|it|them)\b", Plain, 1000)]
    private static partial Regex Strange();

    [GeneratedRegex(@"^" + Subject.Pattern + @"\s+(?<v>umfasst|umfassen|enthält|enthalten)(\s+(folgendes|das Folgende|die folgenden\s+\p{L}+))?\s*:$", Plain, 1000)]
    private static partial Regex GermanIncludes();
}
