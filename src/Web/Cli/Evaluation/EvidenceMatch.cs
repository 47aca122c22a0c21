using System.Text.RegularExpressions;

namespace RagDocs.Web.Cli.Evaluation;

/// <summary>
/// Whether a passage is the evidence: same file, and the same page, else the same paragraph, else the quote (or 60 % of its words in
/// one stretch) in its text, whichever the evidence names first.
/// </summary>
internal static partial class EvidenceMatch
{
    private const double WholeEnough = 0.6;
    private const int ShortQuote = 5;

    public static bool Holds(PassageJson passage, SetEvidence evidence)
    {
        if (passage.File != evidence.File) return false;
        if (evidence.Page is { } page) return passage.Page == page;
        if (evidence.Para is { } para && passage.Para is { } shown) return shown == para;
        return string.IsNullOrEmpty(evidence.Quote) || HoldsQuote(passage.Text, evidence.Quote);
    }

    private static bool HoldsQuote(string text, string quote)
    {
        var (words, quoted) = (Words(text), Words(quote));
        if (quoted.Length == 0) return false;
        var all = string.Join(' ', words);
        if (all.Contains(string.Join(' ', quoted), StringComparison.Ordinal)) return true;
        var enough = (int)Math.Ceiling(WholeEnough * quoted.Length);
        return quoted.Length >= ShortQuote
            && (all.Contains(string.Join(' ', quoted[..enough]), StringComparison.Ordinal)
                || all.Contains(string.Join(' ', quoted[^enough..]), StringComparison.Ordinal));
    }

    private static string[] Words(string text) =>
        [.. Word().Matches(LinkTarget().Replace(text, "]")).Select(m => m.Value.ToLowerInvariant())];

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\([^)]*\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex LinkTarget();
}
