using RagDocs.Retrieval;

namespace RagDocs.Generation.Citations;

/// <summary>Narrows the cells of a chunk to the rows that a quote was taken from.</summary>
public static class QuotedCells
{
    /// <param name="cells">Of the chunk, for example "Budget!A2:F40"; null when it is of no sheet.</param>
    /// <param name="text">Of the chunk.</param>
    /// <param name="quote">Verbatim from it; all its cells are named when it is empty or not found.</param>
    public static string? Of(string? cells, string text, string quote) =>
        cells is not null && quote.Length > 0 && QuoteLocator.Find(text, quote) is { } found ? CellSpan.Rows(cells, text, found.Start, found.Length) : cells;

    /// <summary>As above, for the chunk of a passage that holds the quote.</summary>
    public static string? Of(CitationAdded citation)
    {
        ArgumentNullException.ThrowIfNull(citation);
        var passage = citation.Passage;
        return passage.Parts.FirstOrDefault(p => p.ChunkId == citation.ChunkId) is { } part
            ? Of(part.Cells ?? passage.Place.Cells, passage.Text.Substring(part.Start, part.Length), citation.Quote)
            : passage.Place.Cells;
    }
}
