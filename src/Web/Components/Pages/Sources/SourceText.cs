using System.Globalization;
using Microsoft.Extensions.Localization;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Resources;

namespace RagDocs.Web.Components.Pages.Sources;

/// <summary>A source in words.</summary>
internal static class SourceText
{
    /// <summary>Word and colour of what it does or needs.</summary>
    public static (string Text, string Class) State(IStringLocalizer<Texts> texts, SourceLine source, SyncProgress? progress) => source switch
    {
        { PausedAt: not null } => (texts["SourceState.Paused"], "warn"),
        _ when progress is not null => (texts["SourceState.Syncing"], "run"),
        { LastSyncProblem: not null } => (texts["SourceState.Stopped"], "bad"),
        { Waiting: > 0 } => (texts["State.Indexing"], "run"),
        { Kind: SourceKind.Folder, LastSyncAt: null } => (texts["SourceState.New"], "run"),
        { Kind: SourceKind.Folder } => (texts["SourceState.InStep"], "ok"),
        _ => (texts["SourceState.Ready"], "ok"),
    };

    public static string Step(IStringLocalizer<Texts> texts, SyncProgress progress) => progress.Total == 0
        ? texts["SyncStep." + progress.Step, progress.Done]
        : texts["SyncStepOf." + progress.Step, progress.Done, progress.Total];

    /// <summary>"12 added, 3 moved"; empty when the last sync stopped, or was one with others and has no report of its own.</summary>
    public static string Report(IStringLocalizer<Texts> texts, SourceLine source)
    {
        if (source.LastSyncProblem is not null || source.LastRun is not { Kind: RunKind.FolderSync } run || run.EndedAt < source.LastSyncAt) return "";
        (string Key, int Count)[] figures =
            [("Added", run.Report.Added), ("Changed", run.Report.Changed), ("Moved", run.Report.Moved), ("Removed", run.Report.Removed), ("Failed", run.Report.Failed)];
        var said = figures.Where(f => f.Count > 0).Select(f => texts["Sync.Did." + f.Key, f.Count].Value).ToList();
        return said.Count == 0 ? texts["Sync.Did.Nothing"] : string.Join(", ", said);
    }

    /// <summary>"14:30", "Tomorrow 02:00", "12 Nov 06:00".</summary>
    public static string Coming(IStringLocalizer<Texts> texts, DateTimeOffset time, DateTimeOffset now)
    {
        var local = time.ToOffset(now.Offset);
        var clock = local.ToString("t", CultureInfo.CurrentCulture);
        return (local.Date - now.Date).Days switch
        {
            0 => clock,
            1 => texts["Time.Tomorrow", clock],
            _ => $"{local.ToString(texts["Time.DayFormat"], CultureInfo.CurrentCulture)} {clock}",
        };
    }
}
