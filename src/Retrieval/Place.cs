namespace RagDocs.Retrieval;

/// <summary>Where in a document a stretch of text stands, as exactly as its format allows.</summary>
/// <param name="Page">PDF page or slide, counted from 1 in the order of the file; null for formats without pages.</param>
/// <param name="Paragraph">Number of the first paragraph (block that is not a heading), counted from 1.</param>
/// <param name="Start">Offset of the first character in the text that was read from the document.</param>
/// <param name="Length">Number of characters.</param>
public sealed record Place(int? Page, int? Paragraph, int Start, int Length)
{
    /// <summary>Cells of a sheet, for example "Budget!A2:F40"; null for formats without sheets. The page of a slide is its number.</summary>
    public string? Cells { get; init; }
}
