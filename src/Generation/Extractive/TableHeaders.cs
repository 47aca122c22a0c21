using System.Text.RegularExpressions;

namespace RagDocs.Generation.Extractive;

/// <summary>
/// Finds what stands above the columns of a table of figures, line by line through a passage: statements in filings have their years in
/// lines of their own, over several tables, and say once that all is in millions.
/// </summary>
internal sealed partial class TableHeaders
{
    private const int LongestNote = 90;

    /// <summary>No figure or date is longer; the patterns take their time over long runs of white space.</summary>
    private const int LongestFigure = 40;

    private string[] _columns = [];

    /// <summary>"(in thousands)" as the passage writes it; empty when it says nothing.</summary>
    public string Units { get; private set; } = "";

    /// <summary>Reads what is no table.</summary>
    public void Pass(string text)
    {
        if (UnitNote().Matches(text) is [.., var last] && last.Length <= LongestNote) Units = last.Value.Trim('(', ')', ' ', ':');
    }

    /// <returns>A header for each cell of the rows, the first of them for the labels; null when this is no table of figures, whose first line is its header.</returns>
    /// <param name="first">The first row that is no header.</param>
    public string[]? Over(IReadOnlyList<string[]> rows, out int first)
    {
        first = 0;
        var width = rows.FirstOrDefault(IsFigures)?.Length ?? 0;
        if (width == 0)
        {
            if (rows[^1].All(HasPeriod)) Remember(rows, rows[^1].Length);
            return null;
        }

        while (first < rows.Count && !IsFigures(rows[first])) first++;
        // One line over all columns: the ordinary header.
        if (first == 1 && rows[0].Length == width && !rows[0].Skip(1).All(IsPeriod))
        {
            _columns = rows[0][1..];
            return rows[0];
        }

        if (first > 0) Remember([.. rows.Take(first)], width - 1);
        foreach (var row in rows.Take(first)) Pass(string.Join(' ', row));
        return _columns.Length == width - 1 ? ["", .. _columns] : ["", .. Enumerable.Repeat("", width - 1)];
    }

    // Lines of one header are read together: "August 29, | August 30," and "2021 | 2020".
    private void Remember(IReadOnlyList<string[]> lines, int columns)
    {
        var fitting = lines.Where(l => l.Length == columns || l.Length == columns + 1).Select(l => l[^columns..]).ToList();
        if (fitting.Count == 0 || columns == 0) return;
        // The years alone say which column it is.
        if (fitting.Count > 1 && fitting[^1].All(HasPeriod)) fitting = [fitting[^1]];
        _columns = [.. Enumerable.Range(0, columns).Select(c => string.Join(' ', fitting.Select(l => l[c])).Trim())];
    }

    /// <summary>A label and figures behind it.</summary>
    public static bool IsFigures(string[] row) =>
        row.Length > 1 && row[0].Any(char.IsLetter) && row.Skip(1).Any(c => IsFigure(c) && c.Any(char.IsAsciiDigit)) && row.Skip(1).Count(IsFigure) * 2 >= row.Length - 1;

    public static bool HasPeriod(string header) => YearIn().IsMatch(header);

    private static bool IsFigure(string cell) => cell.Length <= LongestFigure && !IsPeriod(cell) && Figure().IsMatch(cell);

    private static bool IsPeriod(string cell) => cell.Length <= LongestFigure && Period().IsMatch(cell);

    [GeneratedRegex(@"^[$€£]?\s*\(?[-–—−]?\s*[$€£]?\s*(\d[\d.,]*)?\s*\)?\s*%?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(FY\s?)?(19|20)\d\d$|^\p{L}+ \d{1,2},?( (19|20)\d\d)?,?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Period();

    [GeneratedRegex(@"\b(19|20)\d\d\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YearIn();

    [GeneratedRegex(
        @"\(?\b((amounts|dollars|figures|all amounts)\s+)?in\s+((\p{L}+|[$€£])\s+)?(thousands|millions|billions)\b(\s+of\s+\p{L}+)?(,?\s+(except|unless)[^)\n|]{0,70})?\)?|\(?[$€£]\s*in\s+(thousands|millions|billions)\)?",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UnitNote();
}
