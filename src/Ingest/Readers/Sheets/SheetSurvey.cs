namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>
/// The first of two passes over a sheet: its regions, their headers, and a summary of every column. Keeps no rows but the first few
/// of a region, so that a sheet of any length takes the same memory.
/// </summary>
internal sealed class SheetSurvey(long maxCells)
{
    private const int RowsToGuessFrom = 30;
    private const int MostRegions = 200;

    private readonly List<SheetRegion> _regions = [];
    private readonly List<SheetRow> _begun = [];
    private SheetRegion? _current;
    private int _lastRow;
    private long _cells;

    public IReadOnlyList<SheetRegion> Regions => _regions;

    /// <summary>Rows with something in them that were looked at.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of the last row that is read.</summary>
    public int LastRow => _lastRow;

    /// <summary>The sheet has more cells than are read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Looks at the next row.</summary>
    /// <returns>False when the limit of cells is reached and the sheet ends before this row.</returns>
    public bool Add(SheetRow row)
    {
        _cells += row.Cells.Count;
        if (_cells > maxCells)
        {
            IsCut = true;
            return false;
        }

        var follows = row.Number == _lastRow + 1 || _regions.Count == MostRegions;
        if (!follows) End();
        Rows++;
        _lastRow = row.Number;
        if (_current is not null) _current.Add(row);
        else _begun.Add(row);
        if (_begun.Count == RowsToGuessFrom) Settle();
        return true;
    }

    /// <summary>No rows follow, or not without an empty one between.</summary>
    public void End()
    {
        if (_begun.Count > 0) Settle();
        _current = null;
    }

    private void Settle()
    {
        var header = HeaderGuess.Find(_begun);

        // A table with empty rows in it goes on below them.
        _current = header is null && _regions.Count > 0 && _begun.TrueForAll(_regions[^1].Names) ? _regions[^1] : new SheetRegion(header);
        if (_regions.Count == 0 || !ReferenceEquals(_regions[^1], _current)) _regions.Add(_current);
        foreach (var row in _begun) _current.Add(row);
        _begun.Clear();
    }
}
