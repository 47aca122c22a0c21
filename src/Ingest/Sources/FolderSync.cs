using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>
/// Brings a collection in step with its server folder: list, compare, brake, apply. If more than a set share of the documents would
/// vanish, nothing is touched and a person is asked: an unmounted share must not empty the index.
/// </summary>
public sealed class FolderSync(
    IDbContextFactory<RagDocsDbContext> contexts, FileIntake intake, DocumentIndex index, Runs runs, IOptions<IngestOptions> options,
    TimeProvider time, ILogger<FolderSync> log)
{
    /// <summary>Small folders change by large shares without anything being wrong.</summary>
    private const int BrakeFromRemovals = 5;

    /// <summary>Every server folder without a schedule of its own, one after the other, under one run. A folder that is stopped has a line of its own.</summary>
    public async Task RunNightlyAsync(long run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sources = await db.Set<Source>().Where(s => s.Kind == SourceKind.Folder && s.Cron == null && s.PausedAt == null).Select(s => s.Id).ToListAsync(cancellationToken);
        foreach (var source in sources) await SyncOrSayWhyNotAsync(source, run, cancellationToken);
    }

    // One folder's trouble must not keep the others from being brought in step.
    private async Task SyncOrSayWhyNotAsync(long sourceId, long nightly, CancellationToken cancellationToken)
    {
        try
        {
            await SyncAsync(sourceId, nightly, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.SyncFailed(log, sourceId, failure);
            var folder = await FolderOfAsync(sourceId, cancellationToken);
            var run = await runs.OpenAsync(RunKind.FolderSync, folder, sourceId, cancellationToken);
            await StopAsync(sourceId, run, "The sync broke off. The server's log says why; it is tried again tomorrow night.", cancellationToken);
        }
    }

    /// <summary>One folder now, as a run of its own.</summary>
    public async Task<FolderChanges> RunAsync(long sourceId, CancellationToken cancellationToken)
    {
        var changes = await SyncAsync(sourceId, nightly: null, cancellationToken);
        await runs.CloseFinishedAsync(cancellationToken);
        return changes;
    }

    private async Task<FolderChanges> SyncAsync(long sourceId, long? nightly, CancellationToken cancellationToken)
    {
        var folder = await FolderOfAsync(sourceId, cancellationToken);
        var changes = await CompareAsync(sourceId, folder, cancellationToken);
        var problem = Brake(changes, folder);
        var run = problem is null && nightly is { } shared ? shared : await runs.OpenAsync(RunKind.FolderSync, folder, sourceId, cancellationToken);
        if (problem is not null)
        {
            await StopAsync(sourceId, run, problem, cancellationToken);
            return changes;
        }

        await ApplyAsync(sourceId, run, changes, cancellationToken);
        // A worker that found nothing to do may have closed the run before its first document was queued.
        await runs.ReopenAsync(run, cancellationToken);
        Log.SyncDone(log, sourceId, changes.Added.Count, changes.Changed.Count, changes.Moved.Count, changes.Removed.Count);
        return changes;
    }

    /// <summary>What a sync would do, without doing it.</summary>
    public async Task<FolderChanges> CompareAsync(long sourceId, CancellationToken cancellationToken) =>
        await CompareAsync(sourceId, await FolderOfAsync(sourceId, cancellationToken), cancellationToken);

    private async Task<FolderChanges> CompareAsync(long sourceId, string folder, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Documents.Where(d => d.SourceId == sourceId && d.RemovedAt == null)
            .Select(d => new KnownFile(d.Id, d.Path, d.SizeBytes, d.SourceModifiedAt, d.ContentHash))
            .ToListAsync(cancellationToken);
        var listed = FolderListing.List(folder);
        return await FolderComparison.CompareAsync(listed, known, cancellationToken);
    }

    private string? Brake(FolderChanges changes, string folder)
    {
        if (changes.FolderMissing) return $"The folder {folder} cannot be read. Is the share mounted?";
        var before = changes.Unchanged.Count + changes.Changed.Count + changes.Moved.Count + changes.Removed.Count;
        var percent = before == 0 ? 0 : 100.0 * changes.Removed.Count / before;
        return changes.Removed.Count >= BrakeFromRemovals && percent > options.Value.MaxRemovedPercent
            ? $"{percent:0} % of the documents would be removed. Is the share mounted?"
            : null;
    }

    private async Task ApplyAsync(long sourceId, long run, FolderChanges changes, CancellationToken cancellationToken)
    {
        foreach (var move in changes.Moved) await MoveAsync(move, cancellationToken);
        foreach (var file in changes.Added.Concat(changes.Changed)) await TakeAsync(sourceId, run, file, cancellationToken);

        foreach (var gone in changes.Removed) await index.RemoveAsync(gone.DocumentId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.IngestRuns.Where(r => r.Id == run).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Moved, x => x.Moved + changes.Moved.Count)
                .SetProperty(x => x.Removed, x => x.Removed + changes.Removed.Count)
                .SetProperty(x => x.Unchanged, x => x.Unchanged + changes.Unchanged.Count),
            cancellationToken);
        await db.Set<Source>().Where(s => s.Id == sourceId).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.LastSyncAt, time.GetUtcNow()).SetProperty(x => x.LastSyncProblem, (string?)null), cancellationToken);
    }

    // A file that vanished or is locked is left for the next sync, which sees it as new again.
    private async Task TakeAsync(long sourceId, long run, ListedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file.FullPath);
            await intake.TakeAsync(sourceId, run, file.Path, content, file.ModifiedAt, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Log.FileSkipped(log, sourceId, unreadable);
        }
    }

    private async Task MoveAsync(MovedFile move, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // A removed document may still hold the new path; it gives way.
        await db.Documents.Where(d => d.Path == move.To.Path && d.RemovedAt != null
                && d.SourceId == db.Documents.Where(x => x.Id == move.DocumentId).Select(x => x.SourceId).First())
            .ExecuteDeleteAsync(cancellationToken);
        await db.Documents.Where(d => d.Id == move.DocumentId).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.Path, move.To.Path)
                .SetProperty(x => x.SourceModifiedAt, move.To.ModifiedAt)
                .SetProperty(x => x.ChangedAt, time.GetUtcNow()),
            cancellationToken);
    }

    private async Task StopAsync(long sourceId, long run, string problem, CancellationToken cancellationToken)
    {
        Log.SyncStopped(log, sourceId, problem);
        await runs.StopAsync(run, problem, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<Source>().Where(s => s.Id == sourceId).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.LastSyncProblem, problem), cancellationToken);
    }

    private async Task<string> FolderOfAsync(long sourceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Source>().Where(s => s.Id == sourceId).Select(s => s.FolderPath).SingleOrDefaultAsync(cancellationToken)
            ?? throw new SetupException("This source is not a server folder.");
    }
}
