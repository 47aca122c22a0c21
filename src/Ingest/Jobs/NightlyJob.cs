using Quartz;
using RagDocs.Ingest.Nightly;

namespace RagDocs.Ingest.Jobs;

/// <summary>The nightly run. One that a killed process left is taken up by the next start (<see cref="NightlyResume"/>).</summary>
[DisallowConcurrentExecution]
internal sealed class NightlyJob(NightlyReindex nightly, QueueWaker waker) : IJob
{
    public static readonly JobKey Key = new("nightly");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await nightly.RunAsync(cancellationToken);
        }
        catch (NightlyRunningException)
        {
            // Another process of this data folder is at it.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A person canceled it; the run's line says so.
        }

        await waker.WakeAsync(cancellationToken);
    }
}
