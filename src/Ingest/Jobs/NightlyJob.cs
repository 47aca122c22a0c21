using Quartz;
using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Jobs;

/// <summary>Brings every server folder in step and wakes the workers for what changed.</summary>
[DisallowConcurrentExecution]
internal sealed class NightlyJob(FolderSync sync, QueueWaker waker) : IJob
{
    public static readonly JobKey Key = new("nightly");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await sync.RunNightlyAsync(cancellationToken);
        await waker.WakeAsync(cancellationToken);
    }
}
