using AngleSharp.Html.Dom;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>Tables as text: a line for each row, cells separated by " | ".</summary>
internal static class HtmlTables
{
    /// <summary>A table that only places things: one column, or tables and headings inside its cells.</summary>
    public static bool IsLayout(IHtmlTableElement table) =>
        table.Rows.All(r => r.Cells.Length <= 1) || table.QuerySelector("table, h1, h2, h3") is not null;

    public static string Rows(IHtmlTableElement table) =>
        string.Join('\n', table.Rows.Where(r => !HtmlElements.IsSkipped(r, keepsBoilerplate: true)).Select(Row).Where(r => r.Any(char.IsLetterOrDigit)));

    private static string Row(IHtmlTableRowElement row) => string.Join(" | ", row.Cells.Select(HtmlText.Flatten));
}
