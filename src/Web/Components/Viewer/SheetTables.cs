using RagDocs.Web.Sources;

namespace RagDocs.Web.Components.Viewer;

/// <summary>Where in a row's text the value of a column stands.</summary>
/// <param name="Width">Columns it takes; 0 for no value.</param>
internal readonly record struct SheetValue(int Column, int Width, int From, int To);

/// <summary>A row's values by their columns.</summary>
/// <param name="Names">The columns' names in this row's table; empty where the columns have none but their letters.</param>
internal sealed record SheetLine(IReadOnlyList<SheetValue> Values, IReadOnlyDictionary<int, string> Names);

/// <summary>
/// Puts the values of a sheet's rows back under their columns. The readers write a row of a table as "Item = Rent; Amount = 1200", naming the
/// columns of filled cells only, and any other row as "Prepared by | Ana". A row whose columns cannot be told for certain stays one text over
/// all of its columns: nothing is ever shown in a cell that may not be its own.
/// </summary>
internal static class SheetTables
{
    private const string CellSeparator = " | ";
    private static readonly Dictionary<int, string> NoNames = [];

    /// <param name="rows">Of one sheet, from top to bottom, without gaps in what was read.</param>
    public static IReadOnlyList<SheetLine> Of(IReadOnlyList<SourceBlock> rows)
    {
        var lines = new List<SheetLine>();
        var read = rows.Select(r => NamedValue.In(r.Text)).ToList();
        while (lines.Count < rows.Count)
        {
            var first = lines.Count;
            var end = EndOfTable(rows, read, first);
            if (read[first].Count == 0)
            {
                lines.Add(Unnamed(rows[first]));
                continue;
            }

            var names = ColumnNames.Learn([.. Enumerable.Range(first, end - first).Select(i => (rows[i].Cells!, read[i]))]);
            var shown = names.Shown();
            for (var i = first; i < end; i++) lines.Add(Named(rows[i], read[i], names, shown));
        }

        return lines;
    }

    // A table ends where rows without names begin, or below an empty row where all names are others.
    private static int EndOfTable(IReadOnlyList<SourceBlock> rows, List<IReadOnlyList<NamedValue>> read, int first)
    {
        var seen = read[first].Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        var end = first + 1;
        for (; end < rows.Count && read[end].Count > 0; end++)
        {
            var follows = rows[end].Cells!.FirstRow == rows[end - 1].Cells!.FirstRow + 1;
            if (!follows && !read[end].Any(v => seen.Contains(v.Name))) break;
            seen.UnionWith(read[end].Select(v => v.Name));
        }

        return end;
    }

    private static SheetLine Named(SourceBlock row, IReadOnlyList<NamedValue> values, ColumnNames names, IReadOnlyDictionary<int, string> shown)
    {
        var columns = values.Select(v => names.ColumnOf(v.Name)).ToList();
        var isCertain = !columns.Contains(null) && columns.Zip(columns.Skip(1)).All(pair => pair.First < pair.Second)
            && columns[0] == row.Cells!.FirstColumn && columns[^1] == row.Cells.LastColumn;
        return isCertain ? new SheetLine([.. values.Select((v, i) => new SheetValue(columns[i]!.Value, 1, v.From, v.To))], shown) : Whole(row, shown);
    }

    private static SheetLine Unnamed(SourceBlock row)
    {
        var cells = row.Cells!;
        var values = new List<SheetValue>();
        var start = 0;
        while (row.Text.IndexOf(CellSeparator, start, StringComparison.Ordinal) is >= 0 and var cut)
        {
            values.Add(new SheetValue(cells.FirstColumn + values.Count, 1, start, cut));
            start = cut + CellSeparator.Length;
        }

        values.Add(new SheetValue(cells.FirstColumn + values.Count, 1, start, row.Text.Length));
        return values.Count == cells.LastColumn - cells.FirstColumn + 1 ? new SheetLine(values, NoNames) : Whole(row, NoNames);
    }

    private static SheetLine Whole(SourceBlock row, IReadOnlyDictionary<int, string> names) =>
        new([new SheetValue(row.Cells!.FirstColumn, row.Cells.LastColumn - row.Cells.FirstColumn + 1, 0, row.Text.Length)], names);
}
