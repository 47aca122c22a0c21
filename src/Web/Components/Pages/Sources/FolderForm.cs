using RagDocs.Ingest.Sources;

namespace RagDocs.Web.Components.Pages.Sources;

/// <summary>The settings of a server folder as they are being typed in.</summary>
public sealed class FolderForm
{
    public string Include { get; set; } = "";

    public string Exclude { get; set; } = "";

    public ScheduleChoice Schedule { get; set; } = ScheduleChoice.Of(null);

    public string TimeZone { get; set; } = "";

    public FolderSettings Settings => new(Include, Exclude, Schedule.ToCron(), TimeZone);

    public static FolderForm Of(FolderSettings settings) => new()
    {
        Include = settings.Include, Exclude = settings.Exclude, Schedule = ScheduleChoice.Of(settings.Cron), TimeZone = settings.TimeZone ?? "",
    };
}
