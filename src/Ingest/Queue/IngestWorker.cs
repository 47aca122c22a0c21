using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>Drains the queue: claims documents, runs them through the pipeline under a renewed lease, and writes back what became of them.</summary>
public sealed class IngestWorker(
    DocumentQueue queue, IngestPipeline pipeline, Runs runs, RunningDocuments running, IOptions<IngestOptions> options,
    ILogger<IngestWorker> log)
{
    /// <summary>Works until nothing is due, with as many documents at once as the options allow.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(1, options.Value.Workers).Select(n => DrainOneByOneAsync(WorkerName.Make(n), cancellationToken)));

    private async Task DrainOneByOneAsync(string owner, CancellationToken cancellationToken)
    {
        while (await queue.ClaimAsync(owner, cancellationToken) is { } document)
        {
            await WorkOnAsync(document, cancellationToken);
            await runs.CloseFinishedAsync(cancellationToken);
        }
    }

    private async Task WorkOnAsync(LeasedDocument document, CancellationToken cancellationToken)
    {
        using var work = running.Begin(document.Id, cancellationToken);
        var renewing = RenewLeaseAsync(document, work);
        try
        {
            var result = await pipeline.RunAsync(document, work.Token);
            if (result is { State: DocumentState.Pending, Next: { } next })
            {
                await queue.PassOnAsync(document, next, result.Reason, CancellationToken.None);
            }
            else if (result.State is not (DocumentState.Indexed or DocumentState.Partial))
            {
                await queue.CloseAsync(document, result.State, result.Reason, CancellationToken.None);
            }

            await queue.LogAttemptAsync(document, result.State, result.Reason, result.Pages, CancellationToken.None);
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested)
        {
            await InterruptedAsync(document, work, cancellationToken);
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(log, document.Id);
        }
        catch (ReaderUnavailableException missing)
        {
            // The machine's fault, not the document's: it waits until the tool is there.
            await queue.ReturnAsync(document, countAttempt: true, missing.Message, CancellationToken.None);
            Log.ReaderUnavailable(log, missing.Message);
        }
        catch (Exception failure)
        {
            await FailedAsync(document, failure);
        }
        finally
        {
            work.Finish();
            await renewing;
        }
    }

    private async Task RenewLeaseAsync(LeasedDocument document, RunningDocument work)
    {
        using var timer = new PeriodicTimer(queue.RenewEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(work.Finished))
            {
                if (await queue.RenewAsync(document, work.Finished)) continue;
                work.LoseLease();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The work is finished.
        }
        catch (Exception failure)
        {
            Log.LeaseNotRenewed(log, document.Id, failure);
        }
    }

    private async Task InterruptedAsync(LeasedDocument document, RunningDocument work, CancellationToken stopping)
    {
        if (work.CanceledByPerson)
        {
            const string Reason = "Canceled. Run it again from the library when you want it.";
            await queue.CloseAsync(document, DocumentState.Canceled, Reason, CancellationToken.None);
            await queue.LogAttemptAsync(document, DocumentState.Canceled, Reason, null, CancellationToken.None);
            return;
        }

        await queue.ReturnAsync(document, countAttempt: false, null, CancellationToken.None);
        stopping.ThrowIfCancellationRequested();
    }

    private async Task FailedAsync(LeasedDocument document, Exception failure)
    {
        Log.IngestFailed(log, document.Id, document.Attempt, failure);
        var last = document.Attempt >= options.Value.Attempts;
        var reason = last
            ? $"It could not be indexed after {document.Attempt} tries. The server's log says more; run it again once that is mended."
            : "It could not be indexed yet and is tried again in a moment.";
        if (last) await queue.CloseAsync(document, DocumentState.Failed, reason, CancellationToken.None);
        else await queue.ReturnAsync(document, countAttempt: true, reason, CancellationToken.None);
        await queue.LogAttemptAsync(document, DocumentState.Failed, failure.Message, null, CancellationToken.None);
    }
}
