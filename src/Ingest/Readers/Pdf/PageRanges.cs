using System.Globalization;
using System.Text;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Writes page numbers for people: "page 3", "pages 3, 7–9".</summary>
internal static class PageRanges
{
    private const int MostRanges = 50;

    public static string Describe(IReadOnlyList<int> pages)
    {
        var text = new StringBuilder(pages.Count == 1 ? "page " : "pages ");
        var ranges = 0;
        for (var i = 0; i < pages.Count; i++)
        {
            if (ranges++ == MostRanges) return text.Append(CultureInfo.InvariantCulture, $" and {pages.Count - i:N0} more").ToString();
            var first = i;
            while (i + 1 < pages.Count && pages[i + 1] == pages[i] + 1) i++;
            if (first > 0) text.Append(", ");
            text.Append(pages[first]);
            if (i > first) text.Append(i == first + 1 ? ", " : "–").Append(pages[i]);
        }

        return text.ToString();
    }
}
