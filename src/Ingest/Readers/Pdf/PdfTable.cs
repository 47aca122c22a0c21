namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>A table found on a page.</summary>
/// <param name="Rows">Lines of each row from left to right, as indices into <see cref="PdfPage.Lines"/>.</param>
internal sealed record PdfTable(IReadOnlyList<IReadOnlyList<int>> Rows);
