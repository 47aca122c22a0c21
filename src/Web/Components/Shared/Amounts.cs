using System.Globalization;
using Microsoft.Extensions.Localization;
using RagDocs.Ingest.Queue;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Shared;

/// <summary>Numbers, sizes and times as the person's language writes them.</summary>
internal static class Amounts
{
    private const int Step = 1024;
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>"–" for what is not known.</summary>
    public static string NumberOrDash(int? number) => number is { } known ? Number(known) : "–";

    public static string Size(double bytes)
    {
        var unit = 0;
        while (bytes >= Step && unit < Units.Length - 1)
        {
            bytes /= Step;
            unit++;
        }

        return bytes.ToString(unit == 0 || bytes >= 100 ? "N0" : "N1", CultureInfo.CurrentCulture) + " " + Units[unit];
    }

    /// <summary>"about 2 minutes left", rounded so that it does not flicker.</summary>
    public static string Left(IStringLocalizer<Texts> texts, TimeSpan left) => left.TotalSeconds switch
    {
        < 10 => texts["Time.LeftMoment"],
        < 55 => texts["Time.LeftSeconds", (int)Math.Ceiling(left.TotalSeconds / 5) * 5],
        < 90 => texts["Time.LeftMinute"],
        < 5400 => texts["Time.LeftMinutes", (int)Math.Round(left.TotalMinutes)],
        _ => texts["Time.LeftHours", (int)Math.Round(left.TotalHours)],
    };

    /// <summary>The same; only vaguely where the estimate is poor.</summary>
    public static string Left(IStringLocalizer<Texts> texts, TimeLeft estimate) => (estimate.Rough, estimate.Left.TotalMinutes) switch
    {
        (false, _) => Left(texts, estimate.Left),
        (_, < 1) => texts["Time.RoughMoment"],
        (_, < 20) => texts["Time.RoughMinutes"],
        (_, < 75) => texts["Time.RoughHour"],
        _ => texts["Time.RoughHours"],
    };

    /// <summary>"4.2 s", "12 min".</summary>
    public static string Took(IStringLocalizer<Texts> texts, TimeSpan took) => took.TotalSeconds < 90
        ? texts["Trust.Seconds", Math.Max(took.TotalSeconds, 0.1)]
        : texts["Time.TookMinutes", Math.Round(took.TotalMinutes)];

    /// <summary>"just now", "09:14", "Yesterday 09:14", "12 Nov", "12 Nov 2025".</summary>
    /// <param name="now">In the time zone that days are counted in.</param>
    public static string When(IStringLocalizer<Texts> texts, DateTimeOffset time, DateTimeOffset now)
    {
        var local = time.ToOffset(now.Offset);
        var clock = local.ToString("t", CultureInfo.CurrentCulture);
        if (now - local < TimeSpan.FromMinutes(1)) return texts["Time.JustNow"];
        return (now.Date - local.Date).Days switch
        {
            0 => clock,
            1 => texts["Time.Yesterday", clock],
            _ when local.Year == now.Year => local.ToString(texts["Time.DayFormat"], CultureInfo.CurrentCulture),
            _ => local.ToString(texts["Time.DateFormat"], CultureInfo.CurrentCulture),
        };
    }
}
