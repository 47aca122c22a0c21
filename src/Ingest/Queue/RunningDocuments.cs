using System.Collections.Concurrent;

namespace RagDocs.Ingest.Queue;

/// <summary>The documents this process is working on, so that a person can cancel one at once.</summary>
public sealed class RunningDocuments
{
    private readonly ConcurrentDictionary<long, RunningDocument> _running = new();

    internal RunningDocument Begin(long documentId, CancellationToken cancellationToken)
    {
        var work = new RunningDocument(() => _running.TryRemove(documentId, out _), cancellationToken);
        _running[documentId] = work;
        return work;
    }

    /// <summary>Cancels the document if this process works on it; its child processes end with it.</summary>
    public void Cancel(long documentId)
    {
        if (_running.TryGetValue(documentId, out var work)) work.CancelByPerson();
    }
}

/// <summary>The stop signs of one document's work.</summary>
internal sealed class RunningDocument(Action ended, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly CancellationTokenSource _finished = new();

    public CancellationToken Token => _work.Token;

    public CancellationToken Finished => _finished.Token;

    public bool CanceledByPerson { get; private set; }

    public void CancelByPerson()
    {
        CanceledByPerson = true;
        _work.Cancel();
    }

    public void LoseLease() => _work.Cancel();

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
