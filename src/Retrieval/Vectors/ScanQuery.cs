using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Vectors;

/// <summary>One asker's question on its way through the first pass over one part.</summary>
internal sealed class ScanQuery(Int8Vector vector, ScanBounds bounds, AllowedUnits allowed, int keep, float floor, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ScanCandidates?[] _candidates = new ScanCandidates?[Environment.ProcessorCount];
    private float _floor = floor;

    public Int8Vector Vector => vector;

    public AllowedUnits Allowed => allowed;

    public Task Done => _done.Task;

    /// <summary>The asker has gone, or has been told that something failed.</summary>
    public bool IsOver => cancellationToken.IsCancellationRequested || _done.Task.IsCompleted;

    /// <summary>What all threads left over. Complete when <see cref="Done"/> is.</summary>
    public IEnumerable<ScanCandidates> Candidates => _candidates.OfType<ScanCandidates>();

    /// <summary>Below it no row matters any more: the highest floor that any of the threads has come to.</summary>
    public float Floor => Volatile.Read(ref _floor);

    /// <param name="worker">Each thread of the pass has a number of its own.</param>
    /// <param name="start">Row of the stripe that the first dot product is of.</param>
    public void Add(int worker, VectorStripe stripe, int start, ReadOnlySpan<int> dots)
    {
        var mine = _candidates[worker] ??= new ScanCandidates(keep, Floor);
        mine.Raise(Floor);
        mine.Add(stripe.FirstUnit + start, dots, stripe.Scales.Slice(start, dots.Length), stripe.Errors.Slice(start, dots.Length), vector.Offset, vector.Scale, bounds);
        // Two threads may write at once and the lower floor win: it is still a true one.
        if (mine.Floor > Floor) Volatile.Write(ref _floor, mine.Floor);
    }

    /// <summary>Tells the asker at once when it gives up waiting; the others of its pass are not disturbed.</summary>
    public CancellationTokenRegistration WatchCancellation() =>
        cancellationToken.UnsafeRegister(static (query, token) => ((ScanQuery)query!)._done.TrySetCanceled(token), this);

    public void Finish(Exception? failure)
    {
        if (failure is not null) _done.TrySetException(failure);
        else if (cancellationToken.IsCancellationRequested) _done.TrySetCanceled(cancellationToken);
        else _done.TrySetResult();
    }
}
