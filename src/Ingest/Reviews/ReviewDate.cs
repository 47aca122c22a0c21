using System.Globalization;
using System.Text.RegularExpressions;

namespace RagDocs.Ingest.Reviews;

/// <summary>
/// Reads a day as people and programs write it: 2027-03-01, 01.03.2027, 1 March 2027, March 1, 2027, 1. März 2027, March 2027 (its last day). Of
/// 01/03/2027 only its writer knows which is the day: the later reading counts, so that nothing is called overdue too early.
/// </summary>
internal static partial class ReviewDate
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private const string Month = @"(?<n>\p{L}{3,10})\.?";

    private static readonly (string Beginning, int Number)[] Months =
    [
        ("jan", 1), ("jän", 1), ("ene", 1), ("feb", 2), ("fév", 2), ("mar", 3), ("mär", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5), ("mai", 5), ("juin", 6), ("jun", 6),
        ("jul", 7), ("juil", 7), ("aug", 8), ("aoû", 8), ("ago", 8), ("sep", 9), ("oct", 10), ("okt", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12),
    ];

    /// <summary>The day a text begins with; null when it begins with none.</summary>
    public static DateOnly? AtStart(string text)
    {
        if (Iso().Match(text) is { Success: true } iso) return Of(iso, Number(iso, "m"), Number(iso, "d"));
        if (Dotted().Match(text) is { Success: true } dotted) return Of(dotted, Number(dotted, "m"), Number(dotted, "d"));
        if (Slashed().Match(text) is { Success: true } slashed)
        {
            var (first, second) = (Number(slashed, "m"), Number(slashed, "d"));
            return Later(Of(slashed, first, second), Of(slashed, second, first));
        }

        if (DayMonth().Match(text) is { Success: true } spelled && Named(spelled) is { } month) return Of(spelled, month, Number(spelled, "d"));
        if (MonthDay().Match(text) is { Success: true } american && Named(american) is { } named) return Of(american, named, Number(american, "d"));
        if (MonthYear().Match(text) is { Success: true } rough && Named(rough) is { } only) return Of(rough, only, LastOf(rough, only));
        return MonthNumber().Match(text) is { Success: true } bare ? Of(bare, Number(bare, "m"), LastOf(bare, Number(bare, "m"))) : null;
    }

    private static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null || b > a ? b : a;

    private static int LastOf(Match match, int month) => month is >= 1 and <= 12 ? DateTime.DaysInMonth(Number(match, "y"), month) : 0;

    private static DateOnly? Of(Match match, int month, int day) =>
        Number(match, "y") is >= 1980 and <= 2200 and var year && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int? Named(Match match)
    {
        var name = match.Groups["n"].Value.ToLowerInvariant();
        return Array.Find(Months, m => name.StartsWith(m.Beginning, StringComparison.Ordinal)) is { Number: > 0 } found ? found.Number : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})(?!\d)", Options, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<y>\d{4})(?!\d)", Options, 1000)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^(?<m>\d{1,2})/(?<d>\d{1,2})/(?<y>\d{4})(?!\d)", Options, 1000)]
    private static partial Regex Slashed();

    [GeneratedRegex(@"^(?<d>\d{1,2})(st|nd|rd|th|\.|er)?[\s-](of\s|de\s)?" + Month + @",?[\s-](de\s|del\s)?(?<y>\d{4})(?!\d)", Options, 1000)]
    private static partial Regex DayMonth();

    [GeneratedRegex("^" + Month + @"\s(?<d>\d{1,2})(st|nd|rd|th)?,?\s(?<y>\d{4})(?!\d)", Options, 1000)]
    private static partial Regex MonthDay();

    [GeneratedRegex("^" + Month + @",?\s(de\s)?(?<y>\d{4})(?!\d)", Options, 1000)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"^(?<m>\d{1,2})/(?<y>\d{4})(?!\d)", Options, 1000)]
    private static partial Regex MonthNumber();
}
