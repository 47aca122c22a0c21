namespace RagDocs.Ingest.Readers.Sheets;

internal enum CellKind
{
    Text,
    Number,
    Date,
    Boolean,
    Error,
}

/// <summary>A cell with something in it.</summary>
/// <param name="Column">Counted from 1.</param>
/// <param name="Kind">What its sheet says it holds.</param>
/// <param name="Text">As people read it; never empty.</param>
/// <param name="Value">A number's value; a date's days since 30 December 1899; 0 for other kinds.</param>
internal readonly record struct SheetCell(int Column, CellKind Kind, string Text, double Value = 0);

/// <summary>A row with something in it.</summary>
/// <param name="Number">Counted from 1; higher than that of the row before.</param>
/// <param name="Cells">Those with something in them, from left to right; at least one.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    public int FirstColumn => Cells[0].Column;

    public int LastColumn => Cells[^1].Column;
}
