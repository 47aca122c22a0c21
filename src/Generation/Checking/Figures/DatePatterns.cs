using System.Globalization;
using System.Text.RegularExpressions;

namespace RagDocs.Generation.Checking.Figures;

/// <summary>Dates and times of day: 2024-05-05, 05.05.2024, 5 May 2024, May 5th, 2024, le 5 mai, May 2024, 14:30, 2:30 pm, 14 Uhr.</summary>
internal static partial class DatePatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>The date or time that begins here; null when none does.</summary>
    public static Figure? Read(string text, int at) =>
        char.IsAsciiDigit(text[at])
            ? (Year(text, at) is { Success: true } iso ? Date(iso) : null)
                ?? (DayMonth().Match(text, at) is { Success: true } spelled ? Date(spelled) : null)
                ?? (Dotted().Match(text, at) is { Success: true } dotted ? Date(dotted) : null)
                ?? (Clock().Match(text, at) is { Success: true } clock ? Time(clock) : null)
            : (MonthDay().Match(text, at) is { Success: true } american ? Date(american) : null)
                ?? (MonthYear().Match(text, at) is { Success: true } month ? Date(month) : null);

    private static Match Year(string text, int at) => Iso().Match(text, at);

    private static Figure? Date(Match match)
    {
        var day = match.Groups["d"].Success ? Number(match.Groups["d"]) : 0;
        if (match.Groups["d"].Success && day == 0) return null;
        var month = match.Groups["n"].Success ? Months.Number(match.Groups["n"].Value) : Number(match.Groups["m"]);
        int? year = match.Groups["y"].Success ? Number(match.Groups["y"]) : null;
        if (match.Groups["y"].Length == 2) year += year < 70 ? 2000 : 1900;
        var days = new List<(int, int)>();
        if (IsDay(month, day)) days.Add((month, day));
        // 05/06/2024: only its writer knows.
        if (match.Groups["s"].Success && day != month && IsDay(day, month)) days.Add((day, month));
        return days.Count == 0 ? null : Of(match, FigureKind.Date) with { Year = year, Days = days };
    }

    private static bool IsDay(int month, int day) => month is >= 1 and <= 12 && day is >= 0 and <= 31;

    private static Figure? Time(Match match)
    {
        var hour = Number(match.Groups["h"]);
        var minute = match.Groups["i"].Success ? Number(match.Groups["i"]) : 0;
        if (hour > 24 || minute > 59) return null;
        var half = match.Groups["a"].Value.ToUpperInvariant();
        if (half.Length == 0) return Of(match, FigureKind.Time) with { Values = hour is > 0 and < 12 ? [hour * 60 + minute, (hour + 12) * 60 + minute] : [hour * 60 + minute] };
        var late = half[0] == 'P';
        return Of(match, FigureKind.Time) with { Values = [(hour % 12 + (late ? 12 : 0)) * 60 + minute] };
    }

    private static Figure Of(Match match, FigureKind kind) => new() { Kind = kind, Start = match.Index, Length = match.Length, Text = match.Value };

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?!\d|[-.]\d)", Options, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\G(?<d>\d{1,2})(?<s>[./])\s?(?<m>\d{1,2})\k<s>\s?(?<y>\d{4}|\d{2})(?!\d|[./]\d)", Options, 1000)]
    private static partial Regex Dotted();

    [GeneratedRegex(
        @"\G(?<d>\d{1,2})(st|nd|rd|th|\.|er|º)?[\s\u00a0-](of\s|de\s|(day\sof\s))?(?<n>" + Months.Pattern + @")\b\.?((,?\s|-)(de\s|del\s|of\s)?(?<y>\d{4})\b)?", Options, 1000)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"\G(?<n>" + Months.Pattern + @")\b\.?\s(the\s)?(?<d>\d{1,2})(st|nd|rd|th)?(?!\d|[.,:]\d|\s?%)(,?\s(of\s)?(?<y>\d{4})\b)?", Options, 1000)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\G(?<n>" + Months.Pattern + @")\b\.?,?\s(of\s|de\s|del\s)?(?<y>\d{4})\b", Options, 1000)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"\G(?<h>\d{1,2})((:|h\s?)(?<i>\d\d)(?!\d|:\d)(\s?(?<a>[ap])\.?m\b\.?|\sUhr)?|\s?(?<a>[ap])\.?m\b\.?|([:.](?<i>\d\d))?\sUhr\b)", Options, 1000)]
    private static partial Regex Clock();
}
