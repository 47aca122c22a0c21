using System.Globalization;
using System.Xml;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Readers.Xlsx;

/// <summary>How numbers of each cell style are shown (ECMA-376 part 1, 18.8.30 and 18.8.31): as dates, shares, amounts of money, with how many decimals.</summary>
internal sealed class NumberFormats
{
    private const int MostStyles = 100_000;

    private readonly List<NumberFormat> _byStyle = [];
    private readonly bool _startsIn1904;

    public NumberFormats(PackageFile package, string? part, bool startsIn1904)
    {
        _startsIn1904 = startsIn1904;
        using var reader = part is null ? null : package.Read(part);
        if (reader is null) return;
        var custom = new Dictionary<int, NumberFormat>();
        var inCellFormats = false;
        while (reader.Read() && _byStyle.Count < MostStyles)
        {
            if (reader.LocalName == "cellXfs") inCellFormats = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "numFmt" && Number(reader, "numFmtId") is { } id) custom.TryAdd(id, NumberFormat.Parse(reader.GetAttribute("formatCode") ?? ""));
            else if (inCellFormats && reader.LocalName == "xf") _byStyle.Add(Format(custom, Number(reader, "numFmtId") ?? 0));
        }
    }

    /// <summary>A number as its style shows it.</summary>
    public SheetCell Cell(int column, double value, string? style)
    {
        var format = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _byStyle.Count ? _byStyle[index] : NumberFormat.General;
        return format.Kind switch
        {
            NumberFormatKind.Date when Date(value) is { } date => TypedCell.Date(column, date),
            NumberFormatKind.Duration when Math.Abs(value) < 1e6 => new SheetCell(column, CellKind.Text, Duration(value)),
            _ => new SheetCell(column, CellKind.Number, format.Text(value), value),
        };
    }

    // Day 60 is 29 February 1900, which never was: earlier days are off by one.
    private DateTime? Date(double serial)
    {
        if (_startsIn1904) serial += 1462;
        else if (serial is >= 1 and < 60) serial++;
        if (serial is < 0 or >= 2_958_466) return null;
        var date = DateTime.FromOADate(serial);
        return new DateTime((date.Ticks + TimeSpan.TicksPerSecond / 2) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified);
    }

    private static string Duration(double days)
    {
        var minutes = (long)Math.Round(Math.Abs(days) * 24 * 60);
        return $"{(days < 0 ? "-" : "")}{minutes / 60}:{minutes % 60:00}";
    }

    private static NumberFormat Format(Dictionary<int, NumberFormat> custom, int id) => custom.GetValueOrDefault(id) ?? id switch
    {
        1 or 3 or 37 or 38 => NumberFormat.Parse("0"),
        2 or 4 or 39 or 40 => NumberFormat.Parse("0.00"),
        9 => NumberFormat.Parse("0%"),
        10 => NumberFormat.Parse("0.00%"),
        46 => NumberFormat.Parse("[h]:mm"),
        (>= 14 and <= 22) or (>= 27 and <= 36) or 45 or 47 or (>= 50 and <= 58) => NumberFormat.Parse("yyyy"),
        _ => NumberFormat.General,
    };

    private static int? Number(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
