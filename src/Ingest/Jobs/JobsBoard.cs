using Microsoft.EntityFrameworkCore;
using Quartz;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Jobs;

/// <summary>The figures of the jobs page, and what starts a scheduled job now.</summary>
public sealed class JobsBoard(
    IDbContextFactory<RagDocsDbContext> contexts, DocumentCatalog catalog, Runs runs, QueueForecast queue, ReportWriter reports,
    NightlyProgress progress, ISchedulerFactory? schedulers = null)
{
    private const int RecentAnswers = 100;

    public async Task<JobsSummary> SummaryAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var documents = db.Documents.Where(d => d.RemovedAt == null);
        var passages = (await catalog.SummaryAsync(SearchScope.Everything, cancellationToken)).Passages;
        var running = await documents.CountAsync(d => d.State == DocumentState.Indexing, cancellationToken);
        var waiting = await documents.CountAsync(d => d.State == DocumentState.Pending, cancellationToken);
        var forecast = await queue.CurrentAsync(cancellationToken);
        var nightly = await runs.LastAsync(RunKind.Nightly, cancellationToken);
        return new JobsSummary(
            passages, forecast.PagesPerSecond, running, waiting, await MedianAnswerAsync(db, cancellationToken), forecast.Overall, forecast.ByRun,
            nightly, await reports.LastAsync(cancellationToken), nightly is null ? null : progress.StepOf(nightly.Id),
            await NextNightlyAsync(cancellationToken));
    }

    public async Task RunNightlyNowAsync(CancellationToken cancellationToken)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(NightlyJob.Key, cancellationToken: cancellationToken);
    }

    /// <summary>Looks now, in the background, whether another model was chosen and a new index is to be made.</summary>
    public async Task LookAtIndexAsync(CancellationToken cancellationToken)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(FillGenerationJob.Key, cancellationToken: cancellationToken);
    }

    /// <summary>Uses, in the background, a new index although its quality was refused.</summary>
    public async Task UseRefusedIndexAsync(CancellationToken cancellationToken)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(FillGenerationJob.Key, FillGenerationJob.Overruling, cancellationToken);
    }

    /// <summary>Brings a server folder in step in the background.</summary>
    /// <param name="acceptedRemovals">So many documents may vanish, because a person has seen which and agreed.</param>
    public async Task SyncFolderNowAsync(long sourceId, CancellationToken cancellationToken, int acceptedRemovals = 0)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(SyncFolderJob.Key, SyncFolderJob.For(sourceId, acceptedRemovals), cancellationToken);
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
