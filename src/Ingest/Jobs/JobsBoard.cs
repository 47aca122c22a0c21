using Microsoft.EntityFrameworkCore;
using Quartz;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Jobs;

/// <summary>The figures of the jobs page, and what starts a scheduled job now.</summary>
public sealed class JobsBoard(
    IDbContextFactory<RagDocsDbContext> contexts, DocumentCatalog catalog, Runs runs, TimeProvider time, ISchedulerFactory? schedulers = null)
{
    private const int RecentAttempts = 200;
    private const int RecentAnswers = 100;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    public async Task<JobsSummary> SummaryAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var documents = db.Documents.Where(d => d.RemovedAt == null);
        var passages = (await catalog.SummaryAsync(SearchScope.Everything, cancellationToken)).Passages;
        var running = await documents.CountAsync(d => d.State == DocumentState.Indexing, cancellationToken);
        var waiting = await documents.CountAsync(d => d.State == DocumentState.Pending, cancellationToken);
        var (pagesPerSecond, documentsPerSecond) = await SpeedAsync(db, cancellationToken);
        TimeSpan? left = waiting + running > 0 && documentsPerSecond > 0
            ? TimeSpan.FromSeconds((waiting + running) / documentsPerSecond)
            : null;
        return new JobsSummary(
            passages, pagesPerSecond, running, waiting, await MedianAnswerAsync(db, cancellationToken), left,
            await runs.LastAsync(RunKind.Nightly, cancellationToken), await NextNightlyAsync(cancellationToken));
    }

    public async Task RunNightlyNowAsync(CancellationToken cancellationToken)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(NightlyJob.Key, cancellationToken: cancellationToken);
    }

    /// <summary>Brings a server folder in step in the background.</summary>
    /// <param name="acceptedRemovals">So many documents may vanish, because a person has seen which and agreed.</param>
    public async Task SyncFolderNowAsync(long sourceId, CancellationToken cancellationToken, int acceptedRemovals = 0)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(SyncFolderJob.Key, SyncFolderJob.For(sourceId, acceptedRemovals), cancellationToken);
    }

    // Speed while working: attempts overlap, so their span counts once, from the first start to the last end of an unbroken stretch.
    private async Task<(double Pages, double Documents)> SpeedAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Lately;
        var attempts = await db.IngestAttempts.Where(a => a.EndedAt != null && a.StartedAt > since)
            .OrderByDescending(a => a.Id).Take(RecentAttempts)
            .Select(a => new { a.StartedAt, EndedAt = a.EndedAt!.Value, Pages = a.Pages ?? 0 })
            .ToListAsync(cancellationToken);
        var busy = TimeSpan.Zero;
        var covered = DateTimeOffset.MinValue;
        foreach (var attempt in attempts.OrderBy(a => a.StartedAt))
        {
            var from = attempt.StartedAt > covered ? attempt.StartedAt : covered;
            if (attempt.EndedAt > from) busy += attempt.EndedAt - from;
            if (attempt.EndedAt > covered) covered = attempt.EndedAt;
        }

        var seconds = busy.TotalSeconds;
        return seconds <= 0 ? (0, 0) : (attempts.Sum(a => a.Pages) / seconds, attempts.Count / seconds);
    }

    private static async Task<TimeSpan?> MedianAnswerAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        var times = await db.Messages.Where(m => m.State == MessageState.Done).OrderByDescending(m => m.Id).Take(RecentAnswers)
            .Select(m => m.DurationMs).ToListAsync(cancellationToken);
        if (times.Count == 0) return null;
        times.Sort();
        return TimeSpan.FromMilliseconds(times[times.Count / 2]);
    }

    private async Task<DateTimeOffset?> NextNightlyAsync(CancellationToken cancellationToken)
    {
        if (schedulers is null) return null;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var trigger = await scheduler.GetTrigger(new TriggerKey("nightly"), cancellationToken);
        return trigger?.NextFireTimeUtc;
    }
}
