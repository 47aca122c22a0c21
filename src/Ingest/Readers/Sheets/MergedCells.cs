namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>Puts the value of a cell that is merged over several rows into the rows below its first, while rows go by.</summary>
internal sealed class MergedCells
{
    private readonly Dictionary<int, (int LastRow, SheetCell Cell)> _open = [];

    /// <summary>A merged cell begins in the current row.</summary>
    public void Begin(SheetCell cell, int lastRow) => _open[cell.Column] = (lastRow, cell);

    /// <summary>The row's cells with those of open merges, where they have none of their own.</summary>
    public IReadOnlyList<SheetCell> Fill(int row, List<SheetCell> cells)
    {
        if (_open.Count == 0 || cells.Count == 0) return cells;
        var filled = _open.Values.Where(m => m.LastRow >= row && !cells.Exists(c => c.Column == m.Cell.Column)).Select(m => m.Cell).ToList();
        return filled.Count == 0 ? cells : [.. cells.Concat(filled).OrderBy(c => c.Column)];
    }
}
