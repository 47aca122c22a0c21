using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>Gathers the figures of a night, keeps them with its run and closes it, and writes the report as a file.</summary>
public sealed class ReportWriter(
    IDbContextFactory<RagDocsDbContext> contexts, NightlyClock clock, QueueFigures figures, TimeProvider time, string dataFolder)
{
    /// <summary>Documents named in a list; more are only counted.</summary>
    private const int Named = 200;

    /// <summary>More nightly runs than anybody starts on one day.</summary>
    private const int RunsOfADay = 500;

    private static readonly DocumentState[] InWork = [DocumentState.Pending, DocumentState.Indexing];

    private static readonly DocumentState[] Unreadable =
        [DocumentState.NoText, DocumentState.Password, DocumentState.Damaged, DocumentState.Unsupported, DocumentState.Refused];

    private string Folder => Path.Combine(dataFolder, "reports");

    public async Task<MorningReport> WriteAsync(Night night, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var report = await GatherAsync(db, night, cancellationToken);
        await WriteFileAsync(await FileNameAsync(db, report, cancellationToken), report, cancellationToken);
        // Last, because this ends the run: a process killed before it writes the report again.
        await db.IngestRuns.Where(r => r.Id == night.Run && r.State == RunState.Running).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Report, JsonSerializer.Serialize(report))
                .SetProperty(x => x.State, RunState.Done)
                .SetProperty(x => x.EndedAt, report.EndedAt),
            cancellationToken);
        return report;
    }

    /// <summary>The report of a finished nightly run; null when there is none.</summary>
    public async Task<MorningReport?> ReadAsync(long run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var json = await db.IngestRuns.Where(r => r.Id == run).Select(r => r.Report).SingleOrDefaultAsync(cancellationToken);
        return json is null ? null : JsonSerializer.Deserialize<MorningReport>(json);
    }

    /// <summary>The newest report; null before the first night.</summary>
    public async Task<MorningReport?> LastAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var json = await db.IngestRuns.Where(r => r.Report != null).OrderByDescending(r => r.Id).Select(r => r.Report).FirstOrDefaultAsync(cancellationToken);
        return json is null ? null : JsonSerializer.Deserialize<MorningReport>(json);
    }

    private async Task<MorningReport> GatherAsync(RagDocsDbContext db, Night night, CancellationToken cancellationToken)
    {
        var run = await db.IngestRuns.AsNoTracking().SingleAsync(r => r.Id == night.Run, cancellationToken);
        var documents = db.Documents.Where(d => d.RunId == run.Id && d.RemovedAt == null);
        var failed = documents.Where(d => d.State == DocumentState.Failed);
        var unreadable = documents.Where(d => Unreadable.Contains(d.State));
        var speed = await QueueFigures.SpeedAsync(db, run.Id, run.StartedAt, cancellationToken);
        return new MorningReport(
            run.Id, run.StartedAt, time.GetUtcNow(), run.Added, run.Changed, run.Moved, run.Removed, run.Unchanged, night.Retried,
            Read: await documents.CountAsync(d => d.State == DocumentState.Indexed || d.State == DocumentState.Partial, cancellationToken),
            Waiting: await documents.CountAsync(d => InWork.Contains(d.State), cancellationToken),
            NeedYou: await db.Documents.CountAsync(
                d => d.RemovedAt == null && (d.State == DocumentState.Failed || Unreadable.Contains(d.State)), cancellationToken),
            await failed.CountAsync(cancellationToken), await NamedAsync(failed, cancellationToken),
            await unreadable.CountAsync(cancellationToken), await NamedAsync(unreadable, cancellationToken),
            await StoppedAsync(db, run, cancellationToken), night.Purged, night.Check,
            await figures.SizeAsync(db, cancellationToken), speed.Pages, speed.Documents, night.Steps) { Quality = night.Quality };
    }

    private static Task<List<TroubledDocument>> NamedAsync(IQueryable<Document> documents, CancellationToken cancellationToken) =>
        documents.OrderBy(d => d.Path).Take(Named)
            .Select(d => new TroubledDocument(d.Id, d.Collection!.Name, d.Path, d.State, d.Reason ?? "")).ToListAsync(cancellationToken);

    private static Task<List<TroubledFolder>> StoppedAsync(RagDocsDbContext db, IngestRun run, CancellationToken cancellationToken) =>
        db.Sources.Where(s => s.Kind == SourceKind.Folder && s.Cron == null && s.PausedAt == null && s.LastSyncProblem != null)
            .Select(s => new TroubledFolder(s.FolderPath!, s.LastSyncProblem!)).ToListAsync(cancellationToken);

    // The second run of a day has a file of its own; one that is written again after a kill keeps its name.
    private async Task<string> FileNameAsync(RagDocsDbContext db, MorningReport report, CancellationToken cancellationToken)
    {
        var day = clock.DayOf(report.StartedAt);
        var earlier = await db.IngestRuns.Where(r => r.Report != null && r.Id < report.Run).OrderByDescending(r => r.Id).Select(r => r.StartedAt)
            .Take(RunsOfADay).ToListAsync(cancellationToken);
        var number = earlier.Count(started => clock.DayOf(started) == day) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}{(number == 1 ? "" : $"-{number}")}.md");
    }

    // Complete before its name appears: whoever fetches the file at six never finds half of it.
    private async Task WriteFileAsync(string name, MorningReport report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, name);
        var partial = $"{file}.{Guid.NewGuid():n}.part";
        await File.WriteAllTextAsync(partial, MorningReportText.Of(report, clock.Zone), cancellationToken);
        File.Move(partial, file, overwrite: true);
    }
}
