using System.Globalization;
using Microsoft.Extensions.Localization;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Sources;

/// <summary>A schedule as it is being chosen, and its way to and from a cron expression.</summary>
/// <param name="At">Time of day, for the kinds that have one.</param>
/// <param name="Cron">For <see cref="ScheduleKind.Custom"/>.</param>
public sealed record ScheduleChoice(ScheduleKind Kind, TimeOnly At, string Cron)
{
    private const string QuarterHourly = "0 0/15 * * * ?";
    private const string Hourly = "0 0 * * * ?";
    private static readonly TimeOnly Usual = new(6, 0);

    public bool HasTime => Kind is ScheduleKind.Daily or ScheduleKind.Workdays or ScheduleKind.Weekly;

    public static ScheduleChoice Of(string? cron)
    {
        if (cron is null) return new ScheduleChoice(ScheduleKind.Nightly, Usual, "");
        if (cron == QuarterHourly) return new ScheduleChoice(ScheduleKind.QuarterHourly, Usual, cron);
        if (cron == Hourly) return new ScheduleChoice(ScheduleKind.Hourly, Usual, cron);
        foreach (var kind in (ScheduleKind[])[ScheduleKind.Daily, ScheduleKind.Workdays, ScheduleKind.Weekly])
        {
            var fields = cron.Split(' ');
            if (fields.Length == 6 && Number(fields[1]) is { } minute && Number(fields[2]) is { } hour && hour < 24 && minute < 60
                && new ScheduleChoice(kind, new TimeOnly(hour, minute), "") is var choice && choice.ToCron() == cron) return choice;
        }

        return new ScheduleChoice(ScheduleKind.Custom, Usual, cron);
    }

    /// <returns>Null for the nightly job.</returns>
    public string? ToCron() => Kind switch
    {
        ScheduleKind.Nightly => null,
        ScheduleKind.QuarterHourly => QuarterHourly,
        ScheduleKind.Hourly => Hourly,
        ScheduleKind.Daily => string.Create(CultureInfo.InvariantCulture, $"0 {At.Minute} {At.Hour} * * ?"),
        ScheduleKind.Workdays => string.Create(CultureInfo.InvariantCulture, $"0 {At.Minute} {At.Hour} ? * MON-FRI"),
        ScheduleKind.Weekly => string.Create(CultureInfo.InvariantCulture, $"0 {At.Minute} {At.Hour} ? * SUN"),
        _ => Cron,
    };

    /// <summary>"Workdays at 06:30".</summary>
    internal string Text(IStringLocalizer<Texts> texts) => Kind == ScheduleKind.Custom
        ? texts["Schedule.Is.Custom", Cron]
        : texts["Schedule.Is." + Kind, At.ToString("t", CultureInfo.CurrentCulture)];

    private static int? Number(string field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
