using System.Text;

namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>Rows of a sheet without an empty row between them: a table with a header, a table without, or texts here and there.</summary>
internal sealed class SheetRegion(SheetHeader? header)
{
    private const double FilledInATable = 0.7;
    private const int RowsOfATable = 3;

    private static readonly string[] TotalNames = ["total", "sum", "subtotal", "grand", "gesamt", "summe", "zwischensumme", "insgesamt", "totals"];

    private long _cells;

    public SheetHeader? Header { get; } = header;

    public int FirstRow { get; private set; }

    public int LastRow { get; private set; }

    public int FirstColumn { get; private set; } = int.MaxValue;

    public int LastColumn { get; private set; }

    /// <summary>Rows below the header.</summary>
    public int Rows { get; private set; }

    public SortedDictionary<int, ColumnSummary> Columns { get; } = [];

    /// <summary>Its columns go on from row to row, named or not.</summary>
    public bool IsTable => Header is not null || Rows >= RowsOfATable && Columns.Count > 1 && _cells >= FilledInATable * Rows * Columns.Count;

    /// <summary>The row names columns and says nothing else.</summary>
    public bool IsHeaderRow(SheetRow row) => Header is { } h && row.Number >= h.FirstRow && row.Number <= h.LastRow;

    /// <summary>Every column of the row has a name in this table.</summary>
    public bool Names(SheetRow row) => Header is { } h && row.Cells.All(c => h.Names.ContainsKey(c.Column));

    public void Add(SheetRow row)
    {
        if (FirstRow == 0) FirstRow = row.Number;
        LastRow = row.Number;
        FirstColumn = Math.Min(FirstColumn, row.FirstColumn);
        LastColumn = Math.Max(LastColumn, row.LastColumn);
        if (Header is not null && row.Number <= Header.LastRow) return;

        Rows++;
        _cells += row.Cells.Count;
        if (IsTotal(row)) return;
        foreach (var cell in row.Cells)
        {
            if (!Columns.TryGetValue(cell.Column, out var column)) Columns[cell.Column] = column = new ColumnSummary();
            column.Add(cell);
        }
    }

    /// <summary>The row as text: "Item = Rent; Amount = 1200" in a table, "Prepared by: Ana | Lisbon" elsewhere.</summary>
    public string Text(SheetRow row)
    {
        var isBelowHeader = Header is not null && row.Number > Header.LastRow;
        var named = isBelowHeader || Header is null && IsTable;
        var text = new StringBuilder();
        foreach (var cell in row.Cells)
        {
            if (text.Length > 0) text.Append(named ? "; " : text[^1] == ':' ? " " : " | ");
            if (named) text.Append(Header?.Name(cell.Column) ?? CellRange.Letters(cell.Column)).Append(" = ");
            text.Append(cell.Text);
        }

        return text.ToString();
    }

    /// <summary>A row of sums would count everything twice.</summary>
    private static bool IsTotal(SheetRow row)
    {
        if (row.Cells[0].Kind != CellKind.Text) return false;
        var text = row.Cells[0].Text.AsSpan();
        var end = text.IndexOfAny(" :.");
        var word = end < 0 ? text : text[..end];
        foreach (var name in TotalNames)
        {
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
