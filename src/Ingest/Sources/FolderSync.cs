using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>
/// Brings a collection in step with its server folder: list, compare, brake, update. If more than a set share of the documents would
/// vanish, nothing is touched and a person is asked: an unmounted share must not empty the index.
/// </summary>
public sealed class FolderSync(
    IDbContextFactory<RagDocsDbContext> contexts, FileIntake intake, DocumentIndex index, Runs runs, RunningSyncs running,
    IOptions<IngestOptions> options, TimeProvider time, ILogger<FolderSync> log)
{
    private const int NamedInReport = 20;

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
            await SyncAsync(await SourceAsync(sourceId, cancellationToken), nightly, acceptedRemovals: 0, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.SyncFailed(log, sourceId, failure);
            var source = await SourceAsync(sourceId, cancellationToken);
            var run = await runs.OpenAsync(RunKind.FolderSync, source.FolderPath!, sourceId, cancellationToken);
            await StopAsync(sourceId, run, "The sync broke off. The server's log says why; it is tried again tomorrow night.", cancellationToken);
        }
    }

    /// <summary>One folder now, as a run of its own. A paused one is left alone.</summary>
    /// <param name="acceptedRemovals">So many documents may vanish, because a person has seen which and agreed.</param>
    public async Task<FolderChanges> RunAsync(long sourceId, CancellationToken cancellationToken, int acceptedRemovals = 0)
    {
        var source = await SourceAsync(sourceId, cancellationToken);
        if (source.PausedAt is not null) return new FolderChanges([], [], [], [], []) { Problem = "The source is paused. Resume it to bring it in step." };
        var changes = await SyncAsync(source, nightly: null, acceptedRemovals, cancellationToken);
        await runs.CloseFinishedAsync(cancellationToken);
        return changes;
    }

    /// <summary>What a sync would do, without doing it; with its <see cref="FolderChanges.Problem"/> when it would stop.</summary>
    public async Task<FolderChanges> CompareAsync(long sourceId, CancellationToken cancellationToken) =>
        await CompareAsync(await SourceAsync(sourceId, cancellationToken), 0, null, cancellationToken);

    /// <summary>The same with other patterns than the source has now.</summary>
    /// <exception cref="SetupException">A pattern cannot be meant so.</exception>
    public async Task<FolderChanges> CompareAsync(long sourceId, string include, string exclude, CancellationToken cancellationToken)
    {
        var source = await SourceAsync(sourceId, cancellationToken);
        (source.Include, source.Exclude) = (include, exclude);
        return await CompareAsync(source, 0, null, cancellationToken);
    }

    /// <summary>What the first sync of a folder that is not connected yet would bring.</summary>
    /// <exception cref="SetupException">A pattern cannot be meant so.</exception>
    internal async Task<FolderChanges> PreviewAsync(string folder, string include, string exclude, CancellationToken cancellationToken) =>
        await CompareAsync(new Source { FolderPath = folder, Include = include, Exclude = exclude }, 0, null, cancellationToken);

    private async Task<FolderChanges> SyncAsync(Source source, long? nightly, int acceptedRemovals, CancellationToken cancellationToken)
    {
        using var sync = await running.BeginAsync(source.Id, cancellationToken);
        long? opened = null;
        try
        {
            var changes = await CompareAsync(source, acceptedRemovals, sync, sync.Token);
            var run = changes.Problem is null && nightly is { } shared ? shared : await runs.OpenAsync(RunKind.FolderSync, source.FolderPath!, source.Id, sync.Token);
            opened = run == nightly ? null : run;
            if (changes.Problem is { } problem)
            {
                await StopAsync(source.Id, run, problem, sync.Token);
                return changes;
            }

            var skipped = await new FolderUpdate(contexts, intake, index, time, sync, source, run).RunAsync(changes);
            changes = changes with { Skipped = [.. changes.Skipped, .. skipped] };
            // A worker that found nothing to do may have closed the run before its first document was queued.
            await runs.ReopenAsync(run, sync.Token);
            await NameSkippedAsync(source, run, changes.Skipped, sync.Token);
            Log.SyncDone(log, source.Id, changes.Added.Count, changes.Changed.Count, changes.Moved.Count, changes.Removed.Count);
            return changes;
        }
        catch (OperationCanceledException) when (sync.CanceledByPerson && !cancellationToken.IsCancellationRequested)
        {
            if (opened is { } begun) await runs.CancelAsync(begun, cancellationToken);
            return new FolderChanges([], [], [], [], []) { Problem = "Stopped by a person. The next sync goes on where this one ended." };
        }
        catch (Exception failure) when (failure is not OperationCanceledException && opened is not null)
        {
            await StopAsync(source.Id, opened.Value, "The sync broke off. The server's log says why; sync again once that is mended.", CancellationToken.None);
            throw;
        }
    }

    private async Task<FolderChanges> CompareAsync(Source source, int acceptedRemovals, RunningSync? sync, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Parts of files are the pipeline's, not the folder's.
        var known = await db.Documents.Where(d => d.SourceId == source.Id && d.RemovedAt == null && d.ParentId == null)
            .Select(d => new KnownFile(d.Id, d.Path, d.SizeBytes, d.SourceModifiedAt, d.ContentHash))
            .ToListAsync(cancellationToken);
        // What a person has removed stays away while its file is the same.
        var away = await db.Documents.Where(d => d.SourceId == source.Id && d.RemovedAt != null && d.NextAttemptAt == Document.Never && d.ParentId == null)
            .Select(d => new KnownFile(d.Id, d.Path, d.SizeBytes, d.SourceModifiedAt, d.ContentHash))
            .ToListAsync(cancellationToken);
        var folder = source.FolderPath!;
        var patterns = PathPatterns.Parse(source.Include, source.Exclude);
        // Listing is work of the file system alone: it must not hold up a page.
        var contents = await Task.Run(() => FolderListing.List(folder, patterns, n => sync?.Report(SyncStep.Listing, n, 0), cancellationToken), cancellationToken);
        var changes = contents is null
            ? new FolderChanges([], [], [], [], known, FolderMissing: true)
            : await new FolderComparison(folder, contents, known, away, n => sync?.Report(SyncStep.Comparing, n, 0)).RunAsync(cancellationToken);
        return RemovalBrake.Apply(changes, folder, contents is { Files.Count: 0, Skipped.Count: 0 }, options.Value.MaxRemovedPercent, acceptedRemovals);
    }

    // The run's line names what was left, so that nobody has to miss a file to find out.
    private async Task NameSkippedAsync(Source source, long run, IReadOnlyList<SkippedFile> skipped, CancellationToken cancellationToken)
    {
        if (skipped.Count == 0) return;
        Log.FilesSkipped(log, source.Id, skipped.Count);
        var named = string.Join("; ", skipped.Take(NamedInReport).Select(s => $"{s.Path}: {s.Problem}"));
        var problem = skipped.Count <= NamedInReport ? $"Not read: {named}" : $"Not read: {named}; and {skipped.Count - NamedInReport} more, which a dry run names.";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.IngestRuns.Where(r => r.Id == run).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Problem, x => x.Problem == null ? problem : x.Problem + " " + problem), cancellationToken);
    }

    private async Task StopAsync(long sourceId, long run, string problem, CancellationToken cancellationToken)
    {
        Log.SyncStopped(log, sourceId, problem);
        await runs.StopAsync(run, problem, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<Source>().Where(s => s.Id == sourceId).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.LastSyncProblem, problem), cancellationToken);
    }

    private async Task<Source> SourceAsync(long sourceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Source>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == sourceId && s.FolderPath != null, cancellationToken)
            ?? throw new SetupException("This source is not a server folder.");
    }
}
