using System.Globalization;
using Quartz;
using RagDocs.Ingest.Sources;

namespace RagDocs.Ingest.Jobs;

/// <summary>Brings one server folder in step: by its schedule, when it was just connected, or because a person asked.</summary>
internal sealed class SyncFolderJob(FolderSync sync, RunningSyncs running, QueueWaker waker) : IJob
{
    private const string SourceKey = "source";
    private const string RemovalsKey = "accepted-removals";

    public static readonly JobKey Key = new("sync-folder");

    /// <param name="acceptedRemovals">So many documents may vanish; a person has agreed.</param>
    public static JobDataMap For(long sourceId, int acceptedRemovals = 0) => new()
    {
        [SourceKey] = sourceId.ToString(CultureInfo.InvariantCulture), [RemovalsKey] = acceptedRemovals.ToString(CultureInfo.InvariantCulture),
    };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A sync that lasts longer than its schedule's pause must not fill the scheduler with waiting ones.
        if (running.Of(Number(SourceKey)) is not null) return;
        await sync.RunAsync(Number(SourceKey), cancellationToken, (int)Number(RemovalsKey));
        await waker.WakeAsync(cancellationToken);

        long Number(string key) => long.Parse(context.MergedJobDataMap.GetString(key) ?? "0", CultureInfo.InvariantCulture);
    }
}
