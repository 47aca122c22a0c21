using System.Globalization;
using System.Xml;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Readers.Xlsx;

/// <summary>The rows of one sheet, read forward. A cell merged over several rows counts for each of them from the second reading on.</summary>
internal sealed class SheetRows(PackageFile package, string part, SharedStrings strings, NumberFormats formats)
{
    private const int LastRow = 10_000_000;
    private const int LastColumn = 100_000;
    private const int MostMerges = 10_000;

    private readonly Dictionary<(int Row, int Column), int> _lastRowOfMerge = [];

    public IEnumerable<SheetRow> Read()
    {
        var merged = new MergedCells();
        using var reader = package.Read(part);
        var last = 0;
        while (reader is not null && reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "mergeCell") Remember(reader.GetAttribute("ref") ?? "");
            if (reader.LocalName != "row") continue;
            var number = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var r) && r > last && r <= LastRow ? r : last + 1;
            last = number;
            var cells = Cells(reader);
            if (cells.Count > 0) yield return new SheetRow(number, _lastRowOfMerge.Count == 0 ? cells : Fill(number, cells, merged));
        }
    }

    private List<SheetCell> Cells(XmlReader reader)
    {
        var cells = new List<SheetCell>();
        if (reader.IsEmptyElement) return cells;
        var outer = reader.Depth;
        var last = 0;
        while (reader.Read() && reader.Depth > outer)
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            var column = Column(reader.GetAttribute("r"));
            if (column <= last || column > LastColumn) column = last + 1;
            last = column;
            if (Cell(reader, column) is { } cell) cells.Add(cell);
        }

        return cells;
    }

    private SheetCell? Cell(XmlReader reader, int column)
    {
        var type = reader.GetAttribute("t");
        var style = reader.GetAttribute("s");
        var text = SharedStrings.CellText(reader);
        if (type == "s") text = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? strings.Text(index) : "";
        if (text.AsSpan().Trim().Length == 0) return null;
        switch (type)
        {
            case "b":
                return TypedCell.Boolean(column, text is "1" or "true");
            case "e":
                return new SheetCell(column, CellKind.Error, text);
            case "d" when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date):
                return TypedCell.Date(column, date);
            case null or "n" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                return formats.Cell(column, number, style);
            default:
                return new SheetCell(column, CellKind.Text, OneLine(text));
        }
    }

    private static string OneLine(string text) => text.AsSpan().ContainsAny('\n', '\r') ? text.ReplaceLineEndings(" ").Trim() : text.Trim();

    private IReadOnlyList<SheetCell> Fill(int row, List<SheetCell> cells, MergedCells merged)
    {
        foreach (var cell in cells)
        {
            if (_lastRowOfMerge.TryGetValue((row, cell.Column), out var lastRow)) merged.Begin(cell, lastRow);
        }

        return merged.Fill(row, cells);
    }

    private void Remember(string range)
    {
        var colon = range.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || _lastRowOfMerge.Count == MostMerges) return;
        if (Row(range[..colon]) is { } first && Row(range[(colon + 1)..]) is { } last && last > first) _lastRowOfMerge[(first, Column(range[..colon]))] = last;
    }

    private static int? Row(string reference) =>
        int.TryParse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;

    private static int Column(string? reference)
    {
        var column = 0;
        for (var i = 0; reference is not null && i < reference.Length && i < 4 && reference[i] is >= 'A' and <= 'Z'; i++) column = column * 26 + reference[i] - 'A' + 1;
        return column;
    }
}
