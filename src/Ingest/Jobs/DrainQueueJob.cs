using Quartz;
using RagDocs.Ingest.Queue;

namespace RagDocs.Ingest.Jobs;

/// <summary>Works through the queue. Fired when something was queued, and regularly for retries and documents of workers that died.</summary>
[DisallowConcurrentExecution]
internal sealed class DrainQueueJob(IngestWorker worker) : IJob
{
    public static readonly JobKey Key = new("drain-queue");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await worker.DrainAsync(cancellationToken);
}
