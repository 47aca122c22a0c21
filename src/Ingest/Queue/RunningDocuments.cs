using System.Collections.Concurrent;

namespace RagDocs.Ingest.Queue;

/// <summary>
/// The documents this process is working on, so that a cancel takes effect at once. Other processes notice it when they look at the
/// lease the next time (<see cref="LeaseKeeper"/>).
/// </summary>
public sealed class RunningDocuments
{
    private readonly ConcurrentDictionary<long, RunningDocument> _running = new();

    internal RunningDocument Begin(LeasedDocument document, CancellationToken cancellationToken) =>
        // By attempt: a document that was canceled and queued again may be claimed while the first work on it still ends.
        _running[document.AttemptId] = new RunningDocument(document.Id, () => _running.TryRemove(document.AttemptId, out _), cancellationToken);

    /// <summary>Stops the work on a document if this process does it; its child processes end with it.</summary>
    public void Stop(long documentId)
    {
        foreach (var work in _running.Values.Where(w => w.DocumentId == documentId)) work.Stop();
    }
}

/// <summary>The stop signs of one document's work.</summary>
internal sealed class RunningDocument(long documentId, Action ended, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly CancellationTokenSource _finished = new();

    public long DocumentId => documentId;

    public CancellationToken Token => _work.Token;

    public CancellationToken Finished => _finished.Token;

    /// <summary>The lease is gone, to a person's cancel or to another worker: what is being read is nobody's any more.</summary>
    public void Stop()
    {
        try
        {
            _work.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It finished in this moment.
        }
    }

    public void Finish()
    {
        ended();
        _finished.Cancel();
    }

    public void Dispose()
    {
        _work.Dispose();
        _finished.Dispose();
    }
}
