namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>Something written on a sheet beside its cells: a comment, or a text box.</summary>
/// <param name="Column">Of the cell it belongs to or begins at, counted from 1.</param>
/// <param name="Row">Of that cell, counted from 1.</param>
internal sealed record SheetNote(int Column, int Row, string Text);
