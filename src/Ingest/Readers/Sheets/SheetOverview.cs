using System.Text;

namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>One paragraph that says what a sheet holds, so that questions about it as a whole find it.</summary>
internal static class SheetOverview
{
    private const int MostTables = 20;
    private const int MostColumns = 60;
    private const int LongestDescription = 4_000;

    /// <summary>"Sheet Budget: 40 rows in columns A to F. Table A3:F40 with 37 rows: Item (text), Cost (number, 10 to 1200, total 4500)."</summary>
    public static string Of(string sheet, SheetSurvey survey)
    {
        var first = survey.Regions.Min(r => r.FirstColumn);
        var last = survey.Regions.Max(r => r.LastColumn);
        var columns = first == last ? $"column {CellRange.Letters(first)}" : $"columns {CellRange.Letters(first)} to {CellRange.Letters(last)}";
        var text = new StringBuilder($"Sheet {sheet}: {survey.Rows} {(survey.Rows == 1 ? "row" : "rows")} in {columns}.");
        foreach (var table in survey.Regions.Where(r => r.IsTable && r.Rows > 0).Take(MostTables))
        {
            if (text.Length > LongestDescription) break;
            text.Append('\n').Append("Table ").Append(Range(table)).Append(" with ").Append(table.Rows).Append(table.Rows == 1 ? " row: " : " rows: ");
            text.AppendJoin("; ", table.Columns.Take(MostColumns).Select(c => Column(table, c.Key, c.Value)));
            if (table.Columns.Count > MostColumns) text.Append("; and ").Append(table.Columns.Count - MostColumns).Append(" more columns");
            text.Append('.');
        }

        return text.ToString();
    }

    private static string Range(SheetRegion table) =>
        $"{CellRange.Letters(table.FirstColumn)}{table.FirstRow}:{CellRange.Letters(table.LastColumn)}{table.LastRow}";

    private static string Column(SheetRegion table, int number, ColumnSummary column)
    {
        var name = table.Header?.Name(number) ?? CellRange.Letters(number);
        return $"{name} ({column.Describe(name)})";
    }
}
