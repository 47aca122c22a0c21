using Microsoft.Extensions.Logging;

namespace RagDocs.Ingest.Queue;

/// <summary>Watches over one document's lease while it is worked on: renews it in time, and stops the work once the lease is gone.</summary>
internal sealed class LeaseKeeper(DocumentQueue queue, ILogger log)
{
    /// <summary>How soon a cancel in another process is noticed: one cheap read a second for each document in work.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public async Task KeepAsync(LeasedDocument document, RunningDocument work)
    {
        using var timer = new PeriodicTimer(LookEvery < queue.RenewEvery ? LookEvery : queue.RenewEvery);
        // Ends the waiting without an exception: most documents are done before the first look, and throwing costs more than reading some.
        using var ended = work.Finished.Register(timer.Dispose);
        var renewed = TimeProvider.System.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(CancellationToken.None))
            {
                var renew = TimeProvider.System.GetElapsedTime(renewed) >= queue.RenewEvery;
                if (await LookAsync(document, renew, work.Finished) is not { } held) continue;
                if (renew) renewed = TimeProvider.System.GetTimestamp();
                if (held) continue;
                work.Stop();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The work was finished while the catalog was asked.
        }
    }

    // Null when the catalog could not be asked: that is tried again, the lease lives three times as long as it takes to renew it.
    private async Task<bool?> LookAsync(LeasedDocument document, bool renew, CancellationToken cancellationToken)
    {
        try
        {
            return renew ? await queue.RenewAsync(document, cancellationToken) : await queue.IsHeldAsync(document, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LeaseNotRenewed(log, document.Id, failure);
            return null;
        }
    }
}
