namespace RagDocs.Web.Components.Pages.Sources;

/// <summary>The schedules people choose from; everything else is a cron expression of their own.</summary>
public enum ScheduleKind
{
    Nightly,
    QuarterHourly,
    Hourly,
    Daily,
    Workdays,
    Weekly,
    Custom,
}
