using Quartz;

namespace RagDocs.Ingest.Jobs;

/// <summary>Tells the workers that something is in the queue. Where no schedule runs (command line), the caller drains the queue itself.</summary>
public sealed class QueueWaker(ISchedulerFactory? schedulers = null)
{
    /// <summary>True where a schedule runs in this process.</summary>
    public bool HasWorkers => schedulers is not null;

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(DrainQueueJob.Key, cancellationToken: cancellationToken);
    }
}
