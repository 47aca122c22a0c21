using System.Text.RegularExpressions;

namespace RagDocs.Generation.Extractive;

/// <summary>Finds the two things that a question wants compared, each of which needs a sentence of its own.</summary>
internal static partial class Comparison
{
    private const int LongestClause = 500;

    /// <returns>The two sides; null when nothing is compared.</returns>
    public static IReadOnlyList<ComparedSide>? Of(string clause, IReadOnlyList<Term> terms)
    {
        clause = clause.Length > LongestClause ? clause[..LongestClause] : clause;
        if (TwoYears().Match(clause) is { Success: true } years) return Years(years.Groups["a"].Value, years.Groups["b"].Value, terms);
        var match = Compared().Match(clause);
        if (!match.Success) return null;
        var (left, right) = (Stems(match.Groups["a"].Value), Stems(match.Groups["b"].Value));
        var (ofLeft, ofRight) = (left.Except(right).ToHashSet(StringComparer.Ordinal), right.Except(left).ToHashSet(StringComparer.Ordinal));
        if (ofRight.Count == 0 || left.Count == 0) return null;
        return [new ComparedSide(match.Groups["a"].Value, [.. terms.Select(t => ofRight.Contains(t.Stem))]), new ComparedSide(match.Groups["b"].Value, [.. terms.Select(t => ofLeft.Contains(t.Stem))])];
    }

    // "in 2021 and 2022": the same figure twice.
    private static ComparedSide[] Years(string a, string b, IReadOnlyList<Term> terms) =>
        [.. new[] { (a, b), (b, a) }.Select(y => new ComparedSide(y.Item1, [.. terms.Select(t => t.Stem == y.Item2[^4..])]) { IsYear = true })];

    private static HashSet<string> Stems(string text) =>
        [.. Tokenizer.Split(text).Where(t => !t.IsStopWord && !FrameWords.Contains(t)).Select(t => t.Stem)];

    [GeneratedRegex(
        @"(?<!\bbetween\s)(?<!(19|20)\d\d,?\s)\b(?<a>(FY\s?)?(19|20)\d\d)\s*(,|and|or|und|oder)\s+(in\s+)?(?<b>(FY\s?)?(19|20)\d\d)\b(?!\s*,?\s*(and|or|und|oder)\s+(FY)?\d)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TwoYears();

    [GeneratedRegex(
        @"\b(differences?|distinction|distinguish|unterschiede?)\b.{0,40}?\b(between|zwischen)\s+(?<a>[^?;]{2,80}?)\s+(and|und)\s+(?<b>[^?;,]{2,80})" +
        @"|\bcompare\s+(?<a>[^?;]{2,80}?)\s+(and|with|to|against)\s+(?<b>[^?;,]{2,80})" +
        @"|\bhow\s+(do|does|is|are)\s+(?<a>[^?;]{2,80}?)\s+(differ|different)\s+from\s+(?<b>[^?;,]{2,80})" +
        @"|\b(?<a>[^?;,]{2,60}?)\s+(vs\.?|versus|compared\s+(to|with)|im Vergleich zu)\s+(?<b>[^?;,]{2,60})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Compared();
}

/// <summary>One of two things compared.</summary>
/// <param name="Name">As typed.</param>
/// <param name="IsOfOther">For each term of the question, whether it belongs to the other side alone.</param>
internal sealed record ComparedSide(string Name, IReadOnlyList<bool> IsOfOther)
{
    /// <summary>The same thing is asked for two years.</summary>
    public bool IsYear { get; init; }
}
