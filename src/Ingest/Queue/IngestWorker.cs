using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>Drains the queue: claims documents, runs them through the pipeline under a kept lease, and writes back what became of them.</summary>
public sealed class IngestWorker(
    DocumentQueue queue, IngestPipeline pipeline, Runs runs, RunningDocuments running, IOptions<IngestOptions> options,
    ILogger<IngestWorker> log)
{
    /// <summary>What arrives while a document of an hour is read must not wait for its end.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Until a document is tried again whose vectors could not be had.</summary>
    private static readonly TimeSpan ModelPause = TimeSpan.FromSeconds(30);

    /// <summary>Said once in the log, not with every document.</summary>
    private volatile bool _modelAway;

    /// <summary>Works until nothing is due and nothing is in work, with as many documents of each kind of work at once as the options allow.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var working = new Dictionary<Task, WorkKind>();
        var idle = new Dictionary<WorkKind, long>();
        var closed = TimeProvider.System.GetTimestamp();
        try
        {
            while (true)
            {
                foreach (var (kind, limit) in Limits)
                {
                    // A kind of work that had nothing is not asked after every document of another; before the end it is.
                    if (working.Count > 0 && TimeProvider.System.GetElapsedTime(idle.GetValueOrDefault(kind)) < LookAgainAfter) continue;
                    if (!await StartAsync(working, kind, limit, cancellationToken)) idle[kind] = TimeProvider.System.GetTimestamp();
                }

                if (working.Count == 0) break;
                var ended = await Task.WhenAny([.. working.Keys, Task.Delay(LookAgainAfter, cancellationToken)]);
                if (working.Remove(ended)) await ended;
                // Not after every document: finding out whether a run of 20,000 is over takes longer than indexing a small file.
                if (TimeProvider.System.GetElapsedTime(closed) < LookAgainAfter) continue;
                await runs.CloseFinishedAsync(cancellationToken);
                closed = TimeProvider.System.GetTimestamp();
            }
        }
        finally
        {
            await Task.WhenAll(working.Keys);
        }

        await runs.CloseFinishedAsync(cancellationToken);
    }

    private (WorkKind Kind, int Limit)[] Limits =>
        [(WorkKind.Read, options.Value.Workers), (WorkKind.Recognize, options.Value.RecognizeWorkers)];

    // False when nothing more of this kind is due.
    private async Task<bool> StartAsync(Dictionary<Task, WorkKind> working, WorkKind kind, int limit, CancellationToken cancellationToken)
    {
        while (working.Values.Count(k => k == kind) < limit)
        {
            if (await queue.ClaimAsync(WorkerName.Make(kind), kind, cancellationToken) is not { } document) return false;
            working.Add(Task.Run(() => WorkOnAsync(document, cancellationToken), CancellationToken.None), kind);
        }

        return true;
    }

    private async Task WorkOnAsync(LeasedDocument document, CancellationToken cancellationToken)
    {
        using var work = running.Begin(document, cancellationToken);
        var keeping = new LeaseKeeper(queue, log).KeepAsync(document, work);
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
            _modelAway = false;
        }
        catch (OperationCanceledException) when (work.Token.IsCancellationRequested)
        {
            await InterruptedAsync(document, cancellationToken);
        }
        catch (LeaseLostException)
        {
            await LostAsync(document);
        }
        catch (ReaderUnavailableException missing)
        {
            // The machine's fault, not the document's: it waits until the tool is there.
            await queue.ReturnAsync(document, countAttempt: true, missing.Message, CancellationToken.None);
            await queue.LogAttemptAsync(document, DocumentState.Pending, missing.Message, null, CancellationToken.None);
            Log.ReaderUnavailable(log, missing.Message);
        }
        catch (EmbeddingUnavailableException away)
        {
            await WaitAsync(document, away);
        }
        catch (Exception failure)
        {
            await FailedAsync(document, failure);
        }
        finally
        {
            work.Finish();
            await keeping;
        }
    }

    private async Task InterruptedAsync(LeasedDocument document, CancellationToken stopping)
    {
        if (!stopping.IsCancellationRequested)
        {
            await LostAsync(document);
            return;
        }

        await queue.ReturnAsync(document, countAttempt: false, null, CancellationToken.None);
        await queue.LogAttemptAsync(document, DocumentState.Pending, "The service was stopped; the document went back into the queue.", null, CancellationToken.None);
        stopping.ThrowIfCancellationRequested();
    }

    // Canceled by a person, changed, removed, or another worker's by now: nothing was written, and only the log is told.
    private async Task LostAsync(LeasedDocument document)
    {
        var state = await queue.StateOfAsync(document.Id, CancellationToken.None);
        if (state == DocumentState.Canceled)
        {
            await queue.LogAttemptAsync(document, state, QueueCancellation.Reason, null, CancellationToken.None);
            return;
        }

        Log.LeaseLost(log, document.Id);
        await queue.LogAttemptAsync(document, null, "Removed, changed or taken over while it was read; this work was dropped.", null, CancellationToken.None);
    }

    // Not the document's fault, and none of its tries: it waits until the model is back, however long that takes.
    private async Task WaitAsync(LeasedDocument document, EmbeddingUnavailableException away)
    {
        var reason = $"It waits for the embedding model and is tried again by itself. {away.Message}";
        await queue.WaitAsync(document, ModelPause, reason, CancellationToken.None);
        await queue.LogAttemptAsync(document, DocumentState.Pending, reason, null, CancellationToken.None);
        if (!_modelAway) Log.EmbeddingsAway(log, away.Message);
        _modelAway = true;
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
