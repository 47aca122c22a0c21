using System.Text.RegularExpressions;

namespace RagDocs.Retrieval.Quality;

/// <summary>
/// Whether a found place is the one sought: same document, and the same page, else the same paragraph, else the quote (or 60 % of its
/// words in one stretch) in its text, whichever the sought place names first.
/// </summary>
internal static partial class EvidenceMatch
{
    private const double WholeEnough = 0.6;
    private const int ShortQuote = 5;

    public static bool Holds(FoundPlace found, SoughtPlace sought)
    {
        if (found.Document != sought.Document) return false;
        if (sought.Page is { } page) return found.Page == page;
        if (sought.Paragraph is { } paragraph && found.Paragraph is { } shown) return shown == paragraph;
        return string.IsNullOrEmpty(sought.Quote) || HoldsQuote(found.Text, sought.Quote);
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
