using System.Globalization;
using System.Text.RegularExpressions;

namespace RagDocs.Retrieval;

/// <summary>Joins and narrows cell ranges as chunks carry them ("Budget!A2:F40").</summary>
public static partial class CellSpan
{
    /// <summary>What stands between two rows in a chunk's text.</summary>
    private const string RowSeparator = "\n\n";

    /// <summary>The rows of a range that hold a part of its text; the whole range where its text is not one paragraph for each row.</summary>
    /// <param name="range">Of a chunk.</param>
    /// <param name="text">Of the chunk.</param>
    /// <param name="start">Offset of the part in the text.</param>
    /// <param name="length">Of the part.</param>
    public static string Rows(string range, string text, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(range);
        var match = Range().Match(range);
        if (!match.Success || !match.Groups["c2"].Success) return range;
        var (first, last) = (Row(match.Groups["r1"]), Row(match.Groups["r2"]));
        if (Separators(text) != last - first) return range;
        (first, last) = (first + Separators(text.AsSpan(0, start)), first + Separators(text.AsSpan(0, start + length)));
        var (sheet, left, right) = (match.Groups["sheet"].Value, match.Groups["c1"].Value, match.Groups["c2"].Value);
        return left == right && first == last ? $"{sheet}!{left}{first}" : $"{sheet}!{left}{first}:{right}{last}";
    }

    /// <summary>The smallest range around all of one sheet; null when there are none, or of several sheets.</summary>
    internal static string? Around(IEnumerable<string?> ranges)
    {
        string? sheet = null;
        var (firstColumn, firstRow, lastColumn, lastRow) = ("", int.MaxValue, "", 0);
        foreach (var range in ranges.OfType<string>())
        {
            var match = Range().Match(range);
            if (!match.Success || sheet is not null && sheet != match.Groups["sheet"].Value) return null;
            var (column, row) = (match.Groups["c1"].Value, Row(match.Groups["r1"]));
            var (column2, row2) = match.Groups["c2"].Success ? (match.Groups["c2"].Value, Row(match.Groups["r2"])) : (column, row);
            if (sheet is null || Compare(column, firstColumn) < 0) firstColumn = column;
            if (sheet is null || Compare(column2, lastColumn) > 0) lastColumn = column2;
            (firstRow, lastRow, sheet) = (Math.Min(firstRow, row), Math.Max(lastRow, row2), match.Groups["sheet"].Value);
        }

        if (sheet is null) return null;
        return firstColumn == lastColumn && firstRow == lastRow ? $"{sheet}!{firstColumn}{firstRow}" : $"{sheet}!{firstColumn}{firstRow}:{lastColumn}{lastRow}";
    }

    private static int Row(Group group) => int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;

    private static int Separators(ReadOnlySpan<char> text) => text.Count(RowSeparator);

    private static int Compare(string column, string other) =>
        column.Length != other.Length ? column.Length - other.Length : string.CompareOrdinal(column, other);

    [GeneratedRegex("^(?<sheet>.*)!(?<c1>[A-Z]+)(?<r1>[0-9]+)(:(?<c2>[A-Z]+)(?<r2>[0-9]+))?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}
