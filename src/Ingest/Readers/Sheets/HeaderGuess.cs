namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>
/// Finds the row that names the columns: text over columns of numbers, or over the same number of columns of other text.
/// Rows above it are titles.
/// </summary>
internal static class HeaderGuess
{
    private const int RowsLookedAt = 10;
    private const int LongestName = 100;

    /// <summary>The header among the first rows of a table; null when none is found.</summary>
    public static SheetHeader? Find(IReadOnlyList<SheetRow> rows)
    {
        for (var i = 0; i < Math.Min(rows.Count - 1, RowsLookedAt); i++)
        {
            if (i + 2 < rows.Count && NamesGroups(rows[i], rows[i + 1]) && IsHeader(rows, i + 1, rows[i])) return SheetHeader.Of(rows[i + 1], rows[i]);
            if (IsHeader(rows, i, null)) return SheetHeader.Of(rows[i], null);
        }

        return null;
    }

    private static bool IsHeader(IReadOnlyList<SheetRow> rows, int index, SheetRow? above)
    {
        var row = rows[index];
        if (row.Cells.Count < 2 || !row.Cells.All(IsName)) return false;
        if (row.Cells.Select(c => c.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count() * 2 < row.Cells.Count) return false;

        var below = rows.Skip(index + 1).ToList();
        var filled = below.SelectMany(r => r.Cells).GroupBy(c => c.Column).Where(g => g.Count() * 2 >= below.Count).ToList();
        if (filled.Count < 2) return false;
        var named = row.Cells.Concat(above?.Cells ?? []).Select(c => c.Column).ToHashSet();
        var covered = filled.Count(g => named.Contains(g.Key));
        if (covered * 10 < filled.Count * 6) return false;
        if (filled.Any(g => named.Contains(g.Key) && g.Count(c => c.Kind != CellKind.Text) * 2 > g.Count())) return true;

        // Only text below: then the row must be full, and not one of the values itself.
        return below.Count >= 2 && covered * 10 >= filled.Count * 9 && row.Cells.All(name => !below.Any(r => Holds(r, name)));
    }

    private static bool IsName(SheetCell cell) =>
        cell.Text.Length <= LongestName && !cell.Text.EndsWith(':') && (cell.Kind == CellKind.Text || IsYear(cell) || cell.Kind == CellKind.Date);

    private static bool IsYear(SheetCell cell) => cell is { Kind: CellKind.Number, Value: >= 1900 and <= 2100 } && cell.Value == Math.Floor(cell.Value);

    /// <summary>Fewer names than the row below, all of them over its columns, and not just a title over the first one.</summary>
    private static bool NamesGroups(SheetRow row, SheetRow below) =>
        row.Number == below.Number - 1 && below.Cells.Count >= 2 && below.Cells.All(IsName) && row.Cells.All(IsName) &&
        row.Cells.All(c => c.Column <= below.LastColumn) &&
        row.Cells.Count(c => c.Column >= below.FirstColumn) < below.Cells.Count &&
        (row.Cells.Count > 1 || row.FirstColumn > below.FirstColumn);

    private static bool Holds(SheetRow row, SheetCell name) =>
        row.Cells.Any(c => c.Column == name.Column && string.Equals(c.Text, name.Text, StringComparison.OrdinalIgnoreCase));
}
