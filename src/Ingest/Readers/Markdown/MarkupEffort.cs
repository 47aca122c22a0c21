using System.Buffers;

namespace RagDocs.Ingest.Readers.Markdown;

/// <summary>
/// Tells which texts cost the Markdown parser more than anything that people write: it holds about a kilobyte for every line and mark,
/// looks through the marks of a paragraph once for each of them, and cannot be interrupted.
/// </summary>
internal static class MarkupEffort
{
    /// <summary>Characters.</summary>
    public const int LongestText = 20_000_000;

    private const int LongestParagraph = 300_000;
    private const int MostPieces = 300_000;

    // Measured: 200 paragraphs of 10,000 marks each take 80 s, so this many comparisons take 2 s.
    private const long MostComparisons = 500_000_000;

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_`[<~^!&");

    public static bool IsTooMuch(ReadOnlySpan<char> markdown)
    {
        if (markdown.Length > LongestText) return true;
        long comparisons = 0, marks = 0;
        int paragraph = 0, pieces = 0;
        foreach (var line in markdown.EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                comparisons += marks * marks;
                (marks, paragraph) = (0, 0);
                continue;
            }

            var here = Count(line);
            marks += here;
            paragraph += line.Length;
            pieces += 1 + here + line.Count('|');
            if (paragraph > LongestParagraph || pieces > MostPieces || comparisons + (marks * marks) > MostComparisons) return true;
        }

        return false;
    }

    private static int Count(ReadOnlySpan<char> line)
    {
        var count = 0;
        int next;
        while ((next = line.IndexOfAny(Marks)) >= 0)
        {
            count++;
            line = line[(next + 1)..];
        }

        return count;
    }
}
