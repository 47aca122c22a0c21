using System.Text.RegularExpressions;

namespace RagDocs.Generation.Extractive;

/// <summary>Finds the two things that a question wants compared, each of which needs a sentence of its own.</summary>
internal static partial class Comparison
{
    private const int LongestClause = 500;

    /// <returns>For each of the two sides, which terms belong to the other one alone; null when nothing is compared.</returns>
    public static IReadOnlyList<IReadOnlyList<bool>>? Of(string clause, IReadOnlyList<Term> terms)
    {
        var match = Compared().Match(clause.Length > LongestClause ? clause[..LongestClause] : clause);
        if (!match.Success) return null;
        var (left, right) = (Stems(match.Groups["a"].Value), Stems(match.Groups["b"].Value));
        var (ofLeft, ofRight) = (left.Except(right).ToHashSet(StringComparer.Ordinal), right.Except(left).ToHashSet(StringComparer.Ordinal));
        if (ofRight.Count == 0 || left.Count == 0) return null;
        return [[.. terms.Select(t => ofRight.Contains(t.Stem))], [.. terms.Select(t => ofLeft.Contains(t.Stem))]];
    }

    private static HashSet<string> Stems(string text) =>
        [.. Tokenizer.Split(text).Where(t => !t.IsStopWord && !FrameWords.Contains(t)).Select(t => t.Stem)];

    [GeneratedRegex(
        @"\b(differences?|distinction|distinguish|unterschiede?)\b.{0,40}?\b(between|zwischen)\s+(?<a>[^?;]{2,80}?)\s+(and|und)\s+(?<b>[^?;,]{2,80})" +
        @"|\bcompare\s+(?<a>[^?;]{2,80}?)\s+(and|with|to|against)\s+(?<b>[^?;,]{2,80})" +
        @"|\bhow\s+(do|does|is|are)\s+(?<a>[^?;]{2,80}?)\s+(differ|different)\s+from\s+(?<b>[^?;,]{2,80})" +
        @"|\b(?<a>[^?;,]{2,60}?)\s+(vs\.?|versus|compared\s+(to|with)|im Vergleich zu)\s+(?<b>[^?;,]{2,60})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Compared();
}
