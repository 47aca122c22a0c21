using System.Globalization;
using System.Text;
using System.Xml;
using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>
/// The rows of the table a reader stands on (ODF 1.3, 9.1), read forward. Repeated rows and cells are written once with a number; what
/// is empty costs nothing, and what is not counts against the limit of cells.
/// </summary>
internal static class OdsRows
{
    private const int LastRow = 10_000_000;
    private const int LastColumn = 16_384;

    /// <summary>When the rows have been read, or no more are wanted, the reader stands on the table's end or before it.</summary>
    public static IEnumerable<SheetRow> Read(XmlReader reader)
    {
        if (reader.IsEmptyElement) yield break;
        var table = reader.Depth;
        var merged = new MergedCells();
        var number = 0;
        while (reader.Read() && reader.Depth > table)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "table-row" }) continue;
            var repeats = Repeats(reader, "number-rows-repeated");
            var cells = Cells(reader, number + 1, merged);
            for (var i = 1; i <= repeats && cells.Count > 0 && number + i <= LastRow; i++) yield return new SheetRow(number + i, merged.Fill(number + i, cells));
            number = (int)Math.Min((long)number + repeats, LastRow);
        }
    }

    /// <summary>Moves to the end of the table at that depth, wherever in it the reader stands.</summary>
    public static void Finish(XmlReader reader, int table)
    {
        while (reader.Depth > table && reader.Read())
        {
        }
    }

    private static List<SheetCell> Cells(XmlReader reader, int row, MergedCells merged)
    {
        var cells = new List<SheetCell>();
        if (reader.IsEmptyElement) return cells;
        var outer = reader.Depth;
        var column = 0;
        while (reader.Read() && reader.Depth > outer)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName is not ("table-cell" or "covered-table-cell")) continue;
            var repeats = Repeats(reader, "number-columns-repeated");
            var rows = Repeats(reader, "number-rows-spanned");
            if (Cell(reader, column + 1) is { } cell)
            {
                for (var i = 1; i <= repeats && column + i <= LastColumn; i++) cells.Add(cell with { Column = column + i });
                if (rows > 1 && column < LastColumn) merged.Begin(cell, (int)Math.Min((long)row + rows - 1, LastRow));
            }

            column = (int)Math.Min((long)column + repeats, LastColumn);
        }

        return cells;
    }

    private static SheetCell? Cell(XmlReader reader, int column)
    {
        var type = Attribute(reader, "value-type");
        var value = Attribute(reader, "value");
        var date = Attribute(reader, "date-value");
        var truth = Attribute(reader, "boolean-value");
        var text = Text(reader);
        if (text.Length == 0) return null;
        if (type == "date" && DateTime.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var day)) return TypedCell.Date(column, day);
        if (type == "boolean") return TypedCell.Boolean(column, truth == "true");
        if (type is "float" or "currency" or "percentage" && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return text.StartsWith('#') || text.StartsWith("Err:", StringComparison.Ordinal) ? new SheetCell(column, CellKind.Error, text) : new SheetCell(column, CellKind.Number, text, number);
        return new SheetCell(column, CellKind.Text, text);
    }

    /// <summary>The cell's paragraphs as shown, without comments and pictures; the reader then stands on the cell's end.</summary>
    private static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var outer = reader.Depth;
        var text = new StringBuilder();
        var skipped = int.MaxValue;
        while (reader.Read() && reader.Depth > outer)
        {
            if (reader.Depth > skipped) continue;
            skipped = int.MaxValue;
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (reader.LocalName is "annotation" or "frame" && !reader.IsEmptyElement) skipped = reader.Depth;
                else if (reader.LocalName is "p" or "s" or "tab" or "line-break") text.Append(' ');
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                text.Append(reader.Value);
            }
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static int Repeats(XmlReader reader, string attribute) =>
        int.TryParse(Attribute(reader, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 1;

    private static string? Attribute(XmlReader reader, string name)
    {
        string? value = null;
        for (var found = reader.MoveToFirstAttribute(); found && value is null; found = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name) value = reader.Value;
        }

        reader.MoveToElement();
        return value;
    }
}
