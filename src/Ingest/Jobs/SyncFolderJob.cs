using System.Globalization;
using Quartz;
using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Jobs;

/// <summary>Brings one server folder in step now; fired when it was just connected.</summary>
[DisallowConcurrentExecution]
internal sealed class SyncFolderJob(FolderSync sync, QueueWaker waker) : IJob
{
    private const string SourceKey = "source";

    public static readonly JobKey Key = new("sync-folder");

    public static JobDataMap For(long sourceId) => new() { [SourceKey] = sourceId.ToString(CultureInfo.InvariantCulture) };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await sync.RunAsync(long.Parse(context.MergedJobDataMap.GetString(SourceKey)!, CultureInfo.InvariantCulture), cancellationToken);
        await waker.WakeAsync(cancellationToken);
    }
}
