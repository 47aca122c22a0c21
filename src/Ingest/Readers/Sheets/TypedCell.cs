using System.Globalization;

namespace RagDocs.Ingest.Readers.Sheets;

/// <summary>Makes cells of values: of numbers and dates, and of plain text as CSV files hold it, whose type has to be guessed.</summary>
internal static class TypedCell
{
    private const int LongestNumber = 32;

    private static readonly string[] DateFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "d.M.yyyy", "d.M.yyyy HH:mm", "yyyy/M/d"];

    private static readonly NumberFormatInfo[] NumberFormats =
        [NumberFormatInfo.InvariantInfo, new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." }];

    public static SheetCell Number(int column, double value) => new(column, CellKind.Number, NumberText(value), value);

    /// <summary>Days without a time of day are shown as dates, those before the first day as times.</summary>
    public static SheetCell Date(int column, DateTime date) => new(column, CellKind.Date, DateText(date), date.ToOADate());

    public static SheetCell Boolean(int column, bool value) => new(column, CellKind.Boolean, value ? "TRUE" : "FALSE", value ? 1 : 0);

    /// <summary>The text as it stands, with the type that it looks like; null for white space.</summary>
    public static SheetCell? Guess(int column, string text)
    {
        text = text.Trim();
        if (text.Length == 0) return null;
        if (text.Length <= LongestNumber && char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.'))
        {
            // Trying the formats takes four times as long as all else about a cell.
            if (text.AsSpan(1).ContainsAny('-', '.', '/') && !IsDecimal(text) && DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year >= 1)
                return new SheetCell(column, CellKind.Date, text, date.ToOADate());
            if (TryNumber(text) is { } number) return new SheetCell(column, CellKind.Number, text, number);
        }

        if (bool.TryParse(text, out var truth)) return new SheetCell(column, CellKind.Boolean, text, truth ? 1 : 0);
        return new SheetCell(column, CellKind.Text, text);
    }

    /// <summary>With as many digits as spreadsheets keep, so that 0.1 + 0.2 reads 0.3.</summary>
    public static string NumberText(double value) =>
        // Most numbers of long lists are whole, which is the cheapest to write.
        Math.Abs(value) < 1e15 && value == Math.Truncate(value) ? ((long)value).ToString(CultureInfo.InvariantCulture)
        : Math.Abs(value) is >= 1e-9 and < 1e15
            ? ((decimal)value).ToString("0.##############", CultureInfo.InvariantCulture)
            : value.ToString("G15", CultureInfo.InvariantCulture);

    public static string DateText(DateTime date)
    {
        if (date.TimeOfDay == TimeSpan.Zero) return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var time = date.Second == 0 ? "HH:mm" : "HH:mm:ss";
        return date.ToString(date.ToOADate() is >= 0 and < 1 ? time : "yyyy-MM-dd " + time, CultureInfo.InvariantCulture);
    }

    /// <summary>Digits with one stop at most, which no date is.</summary>
    private static bool IsDecimal(string text)
    {
        var stops = 0;
        foreach (var c in text.AsSpan(1))
        {
            if (c == '.') stops++;
            else if (!char.IsAsciiDigit(c)) return false;
        }

        return stops < 2;
    }

    /// <summary>"1,234.5" and "1.234,5". What could be both, as "1,234", is read the English way; a leading zero means a code, not a number.</summary>
    private static double? TryNumber(string text)
    {
        var digits = text.AsSpan().TrimStart("+-");
        if (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1])) return null;
        foreach (var format in NumberFormats)
        {
            if (!GroupsFit(digits, format.NumberGroupSeparator[0], format.NumberDecimalSeparator[0])) continue;
            if (double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, format, out var number) && double.IsFinite(number)) return number;
        }

        return null;
    }

    private static bool GroupsFit(ReadOnlySpan<char> digits, char group, char point)
    {
        var end = digits.IndexOf(point);
        var whole = end < 0 ? digits : digits[..end];
        if (end >= 0 && digits[(end + 1)..].Contains(group)) return false;
        var first = whole.IndexOf(group);
        if (first < 0) return true;
        if (first is 0 or > 3) return false;
        while (whole.Length > first)
        {
            whole = whole[(first + 1)..];
            first = whole.IndexOf(group);
            if (first < 0) return whole.Length == 3;
            if (first != 3) return false;
        }

        return true;
    }
}
