using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>What a sync found, or what an upload brought.</summary>
public sealed record RunReport(int Added, int Changed, int Moved, int Removed, int Failed, int Unchanged);

/// <summary>One upload, sync or retry as the jobs page shows it.</summary>
/// <param name="Total">Documents it queued.</param>
/// <param name="Finished">Of these, the ones no longer waiting or being worked on.</param>
/// <param name="Failed">Of these, the ones a person has to do something about.</param>
public sealed record RunLine(
    long Id, RunKind Kind, string Subject, RunState State, string? Problem, DateTimeOffset StartedAt, DateTimeOffset? EndedAt,
    int Total, int Finished, int Failed, RunReport Report);

public enum RunFilter
{
    All,
    Running,

    /// <summary>Stopped, or with documents a person has to do something about.</summary>
    NeedsYou,
    Nightly,
}

/// <param name="Total">Runs that fit the filter in all.</param>
public sealed record RunPage(IReadOnlyList<RunLine> Runs, int Total);

/// <summary>Opens, closes, lists and cancels runs. A run is over when none of its documents waits any more.</summary>
public sealed class Runs(IDbContextFactory<RagDocsDbContext> contexts, QueueCancellation cancellation, TimeProvider time)
{
    private static readonly DocumentState[] InWork = [DocumentState.Pending, DocumentState.Indexing];
    private static readonly DocumentState[] Searchable = [DocumentState.Indexed, DocumentState.Partial];

    public async Task<long> OpenAsync(RunKind kind, string subject, long? sourceId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = new IngestRun
        {
            Kind = kind, Subject = subject, SourceId = sourceId, State = RunState.Running, StartedAt = time.GetUtcNow(),
        };
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        return run.Id;
    }

    /// <summary>Runs again: more files came in under the same upload.</summary>
    public async Task ReopenAsync(long runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.IngestRuns.Where(r => r.Id == runId && r.State == RunState.Done).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.State, RunState.Running).SetProperty(x => x.EndedAt, (DateTimeOffset?)null), cancellationToken);
    }

    /// <summary>Closes every running run whose documents are all worked through; a nightly run is closed by its report.</summary>
    public async Task CloseFinishedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.IngestRuns.Where(r => r.State == RunState.Running && r.Kind != RunKind.Nightly && !r.Documents.Any(d => InWork.Contains(d.State) && d.RemovedAt == null))
            .ExecuteUpdateAsync(
                r => r.SetProperty(x => x.State, RunState.Done).SetProperty(x => x.EndedAt, time.GetUtcNow()), cancellationToken);
    }

    public async Task StopAsync(long runId, string problem, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.IngestRuns.Where(r => r.Id == runId).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.State, RunState.NeedsAttention)
                .SetProperty(x => x.Problem, problem)
                .SetProperty(x => x.EndedAt, time.GetUtcNow()),
            cancellationToken);
    }

    /// <summary>Takes a run's documents out of the queue and stops the work on those being read.</summary>
    public Task CancelAsync(long runId, CancellationToken cancellationToken) => cancellation.CancelRunAsync(runId, cancellationToken);

    /// <summary>The newest runs first.</summary>
    public async Task<IReadOnlyList<RunLine>> ListAsync(int top, CancellationToken cancellationToken) =>
        (await PageAsync(RunFilter.All, 0, top, cancellationToken)).Runs;

    /// <summary>A part of the history, the newest first.</summary>
    public async Task<RunPage> PageAsync(RunFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var runs = filter switch
        {
            RunFilter.Running => db.IngestRuns.Where(r => r.State == RunState.Running),
            RunFilter.Nightly => db.IngestRuns.Where(r => r.Kind == RunKind.Nightly),
            RunFilter.NeedsYou => db.IngestRuns.Where(r => r.State == RunState.NeedsAttention
                || r.Documents.Any(d => !InWork.Contains(d.State) && !Searchable.Contains(d.State) && d.RemovedAt == null)),
            _ => db.IngestRuns,
        };
        return new RunPage(
            await Lines(runs).Skip(skip).Take(take).ToListAsync(cancellationToken), await runs.CountAsync(cancellationToken));
    }

    public async Task<RunLine?> LastAsync(RunKind kind, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Lines(db.IngestRuns.Where(r => r.Kind == kind)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The newest run of each source that had one of its own.</summary>
    public async Task<IReadOnlyDictionary<long, RunLine>> LastOfSourcesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = await db.IngestRuns.Where(r => r.SourceId != null).GroupBy(r => r.SourceId!.Value)
            .Select(g => new { Source = g.Key, Run = g.Max(r => r.Id) }).ToListAsync(cancellationToken);
        var ids = newest.ConvertAll(n => n.Run);
        var lines = await Lines(db.IngestRuns.Where(r => ids.Contains(r.Id))).ToDictionaryAsync(l => l.Id, cancellationToken);
        return newest.ToDictionary(n => n.Source, n => lines[n.Run]);
    }

    private static IQueryable<RunLine> Lines(IQueryable<IngestRun> runs) =>
        from r in runs
        orderby r.StartedAt descending, r.Id descending
        let open = r.Documents.Count(d => InWork.Contains(d.State) && d.RemovedAt == null)
        let failed = r.Documents.Count(d => !InWork.Contains(d.State) && !Searchable.Contains(d.State) && d.RemovedAt == null)
        select new RunLine(
            r.Id, r.Kind, r.Subject, r.State, r.Problem, r.StartedAt, r.EndedAt, r.Queued, r.Queued - open, failed,
            new RunReport(r.Added, r.Changed, r.Moved, r.Removed, failed, r.Unchanged));
}
