using RagDocs.Ingest.Readers;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Components.Viewer;

/// <summary>Rows of a sheet as cells under their columns, as a spreadsheet shows them.</summary>
/// <param name="Summary">What was said about the sheet as a whole when it was read; null unless words of it are quoted.</param>
/// <param name="Notes">Comments and text boxes among what is shown.</param>
public sealed record SheetGrid(
    string Sheet, int FirstColumn, int LastColumn, IReadOnlyList<GridRow> Rows, SourceBlock? Summary, IReadOnlyList<SourceBlock> Notes)
{
    /// <summary>Rows shown on each side of the quoted ones.</summary>
    private const int RowsAround = 15;

    /// <summary>Wider sheets are shown as text: a page with all of their cells would be slow.</summary>
    private const int MostColumns = 150;

    /// <returns>Null for what is no sheet, or too wide a one.</returns>
    internal static SheetGrid? Of(SourceView view)
    {
        var (rows, notes) = (new List<SourceBlock>(), new List<SourceBlock>());
        foreach (var block in view.Blocks.Where(b => b.Cells is not null))
        {
            // Rows come in order; what is written beside the cells follows them.
            var isRow = block.Cells!.FirstRow == block.Cells.LastRow && (rows.Count == 0 || block.Cells.FirstRow > rows[^1].Cells!.FirstRow);
            (isRow && notes.Count == 0 ? rows : notes).Add(block);
        }

        if (rows.Count == 0) return null;
        var lines = SheetTables.Of(rows);
        var shown = Around(rows);
        var (left, right) = (shown.Min(b => b.Cells!.FirstColumn), shown.Max(b => b.Cells!.LastColumn));
        if (right - left >= MostColumns) return null;
        var grid = new List<GridRow>();
        IReadOnlyDictionary<int, string>? header = null;
        for (var i = 0; i < rows.Count; i++)
        {
            if (!shown.Contains(rows[i])) continue;
            if (grid.Count > 0 && rows[i - 1].Cells!.FirstRow < rows[i].Cells!.FirstRow - 1) grid.Add(GridRow.Gap);
            var names = lines[i].Names;
            if (names.Count > 0 && !ReferenceEquals(names, header)) grid.Add(GridRow.Header(names, left, right));
            if (names.Count > 0) header = names;
            grid.Add(GridRow.Of(rows[i], lines[i], left, right));
        }

        var summary = view.Blocks.FirstOrDefault(b => b.Cells is null && b.Kind == BlockKind.Paragraph && b.MarkLength > 0);
        return new SheetGrid(rows[0].Cells!.Sheet, left, right, grid, summary, [.. notes.Where(n => n.MarkLength > 0 || IsNear(n, shown))]);
    }

    private static HashSet<SourceBlock> Around(List<SourceBlock> rows)
    {
        var (first, last) = (rows.FindIndex(b => b.MarkLength > 0), rows.FindLastIndex(b => b.MarkLength > 0));
        if (first < 0) (first, last) = (0, 0);
        return [.. rows.Where((_, i) => i >= first - RowsAround && i <= last + RowsAround)];
    }

    private static bool IsNear(SourceBlock note, IReadOnlyCollection<SourceBlock> rows) =>
        note.Cells!.FirstRow >= rows.Min(r => r.Cells!.FirstRow) && note.Cells.FirstRow <= rows.Max(r => r.Cells!.FirstRow);
}

/// <summary>A row as it is shown.</summary>
/// <param name="Number">As the spreadsheet counts; null for the names of columns and for empty rows between.</param>
/// <param name="Cells">From the first shown column to the last.</param>
public sealed record GridRow(int? Number, bool IsHeader, IReadOnlyList<GridCell> Cells)
{
    /// <summary>Stands for empty rows.</summary>
    public static readonly GridRow Gap = new(null, false, []);

    public bool IsQuoted => Cells.Any(c => c.IsQuoted);

    internal static GridRow Header(IReadOnlyDictionary<int, string> names, int left, int right) => new(
        null, true, [.. Enumerable.Range(left, right - left + 1).Select(c => new GridCell(names.TryGetValue(c, out var name) ? [new TextSpan(name, false)] : [], 1))]);

    internal static GridRow Of(SourceBlock row, SheetLine line, int left, int right)
    {
        var cells = new List<GridCell>();
        for (var column = left; column <= right;)
        {
            var cell = line.Values.FirstOrDefault(v => v.Column == column);
            var spans = cell.Width > 0 ? SourceText.Spans(row, cell.From, cell.To) : [];
            cells.Add(new GridCell(spans, Math.Max(cell.Width, 1)));
            column += cells[^1].Columns;
        }

        return new GridRow(row.Cells!.FirstRow, false, cells);
    }
}

/// <param name="Columns">How many columns it takes; more than one where its text cannot be told apart.</param>
public sealed record GridCell(IReadOnlyList<TextSpan> Spans, int Columns)
{
    private const int LongestUnbroken = 18;

    public bool IsQuoted => Spans.Any(s => s.Marked);

    /// <summary>A number, an amount or a date: without letters.</summary>
    public bool IsFigure => Spans.Count > 0 && Spans.Any(s => s.Text.Any(char.IsDigit)) && Spans.All(s => !s.Text.Any(char.IsLetter));

    /// <summary>Fits on one line.</summary>
    public bool IsShort => Spans.Sum(s => s.Text.Length) <= LongestUnbroken;
}
