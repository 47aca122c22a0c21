using System.Collections.Concurrent;

namespace RagDocs.Ingest.Sources;

public enum SyncStep
{
    Listing,
    Comparing,
    Taking,
    Removing,
}

/// <summary>What a sync does now.</summary>
/// <param name="Done">Files so far in this step.</param>
/// <param name="Total">Files of this step; 0 while that is not known.</param>
public sealed record SyncProgress(SyncStep Step, int Done, int Total, DateTimeOffset StartedAt);

/// <summary>The syncs of this process: one at a time for each source, seen and stopped by people.</summary>
public sealed class RunningSyncs(TimeProvider time)
{
    private readonly ConcurrentDictionary<long, RunningSync> _running = new();
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _turns = new();

    /// <summary>Null while the source is not being synced.</summary>
    public SyncProgress? Of(long sourceId) => _running.GetValueOrDefault(sourceId)?.Progress;

    public void Cancel(long sourceId)
    {
        if (_running.TryGetValue(sourceId, out var sync)) sync.CancelByPerson();
    }

    internal async Task<RunningSync> BeginAsync(long sourceId, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(sourceId, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        return _running[sourceId] = new RunningSync(
            time.GetUtcNow(),
            () =>
            {
                _running.TryRemove(sourceId, out _);
                turn.Release();
            },
            cancellationToken);
    }
}

/// <summary>One sync's stop sign and progress.</summary>
internal sealed class RunningSync(DateTimeOffset startedAt, Action ended, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _work = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    public CancellationToken Token => _work.Token;

    public SyncProgress Progress { get; private set; } = new(SyncStep.Listing, 0, 0, startedAt);

    public bool CanceledByPerson { get; private set; }

    public void Report(SyncStep step, int done, int total) => Progress = new SyncProgress(step, done, total, startedAt);

    public void CancelByPerson()
    {
        CanceledByPerson = true;
        _work.Cancel();
    }

    public void Dispose()
    {
        ended();
        _work.Dispose();
    }
}
