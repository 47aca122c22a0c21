using AngleSharp.Html.Dom;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>Tables as text: a line for each row, cells separated by " | ".</summary>
internal static class HtmlTables
{
    /// <summary>A table that only places things: one column, or tables and headings inside its cells.</summary>
    public static bool IsLayout(IHtmlTableElement table) =>
        table.Rows.All(r => r.Cells.Length <= 1) || table.QuerySelector("table, h1, h2, h3") is not null;

    public static string Rows(IHtmlTableElement table)
    {
        var carried = new CarriedCells();
        var rows = table.Rows.Where(r => !HtmlElements.IsSkipped(r, keepsBoilerplate: true)).Select(r => Row(r, carried)).Where(r => r.Any(char.IsLetterOrDigit));
        return string.Join('\n', rows);
    }

    /// <summary>A cell that spans rows stands in each of them, so that every row says by itself what it is about.</summary>
    private static string Row(IHtmlTableRowElement row, CarriedCells carried)
    {
        var cells = new List<string>();
        foreach (var cell in row.Cells)
        {
            carried.TakeOver(cells);
            var text = HtmlText.Flatten(cell);
            carried.Add(cells.Count, text, cell.RowSpan);
            cells.Add(text);
        }

        carried.TakeOver(cells);
        return string.Join(" | ", cells);
    }
}
