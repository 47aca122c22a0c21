using Microsoft.Extensions.Hosting;
using Quartz;
using RagDocs.Ingest.Nightly;

namespace RagDocs.Ingest.Jobs;

/// <summary>Takes up the nightly run that an earlier process left unfinished.</summary>
internal sealed class NightlyResume(NightlyRuns runs, ISchedulerFactory schedulers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await runs.WasLeftAsync(stoppingToken)) return;
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        await scheduler.TriggerJob(NightlyJob.Key, cancellationToken: stoppingToken);
    }
}
