using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// Lets a few passes over a part run at once and brings together the questions that come in meanwhile: the next pass is for all of
/// them, up to <see cref="MostPerPass"/>, and reads the memory once.
/// </summary>
internal sealed class ScanGate
{
    private const int MostPerPass = 8;
    private const int RowsPerThread = 50_000;
    private readonly VectorPart _part;
    private readonly DotKernel _kernel;
    private readonly int _passes;
    private readonly int _threads;
    private readonly Lock _lock = new();
    private readonly Queue<ScanQuery> _waiting = new();
    private int _running;

    /// <param name="passes">That may run at once.</param>
    /// <param name="threads">That work on one.</param>
    public ScanGate(VectorPart part, DotKernel kernel, int passes, int threads) =>
        (_part, _kernel, _passes, _threads) = (part, kernel, passes, Math.Min(threads, Environment.ProcessorCount));

    /// <summary>A large part takes all cores for each pass, small ones a core a pass.</summary>
    public static ScanGate For(VectorPart part)
    {
        var cores = Environment.ProcessorCount;
        var threads = Math.Clamp(part.Count / RowsPerThread, 1, cores);
        return new ScanGate(part, DotKernel.Best, Math.Max(1, cores / threads), threads);
    }

    /// <summary>Runs the first pass for a question, with the questions that are about to come to this point, too.</summary>
    /// <exception cref="OperationCanceledException">The question's token was cancelled, while waiting or while scanning.</exception>
    public async Task ScanAsync(ScanQuery query)
    {
        bool begins;
        lock (_lock)
        {
            _waiting.Enqueue(query);
            begins = _running < _passes;
            if (begins) _running++;
        }

        if (begins) Begin();
        using var watch = query.WatchCancellation();
        await query.Done;
    }

    // Behind all work that is ready now: where many ask at once it comes to the scan first, and shares the reading of the memory.
    private void Begin() => ThreadPool.UnsafeQueueUserWorkItem(static gate => gate.Pass(), this, preferLocal: false);

    private void Pass()
    {
        if (Next() is not { } queries) return;
        Run(queries);
        Begin();
    }

    private void Run(IReadOnlyList<ScanQuery> queries)
    {
        Exception? failure;
        try
        {
            failure = new ScanPass(_part, queries, _kernel).Run(_threads);
        }
        catch (Exception e)
        {
            failure = e;
        }

        foreach (var query in queries) query.Finish(failure);
    }

    /// <summary>Those for the next pass; none when nobody waits, and the place is free again.</summary>
    private List<ScanQuery>? Next()
    {
        var queries = new List<ScanQuery>();
        lock (_lock)
        {
            while (queries.Count < MostPerPass && _waiting.TryDequeue(out var query))
            {
                if (!query.IsOver) queries.Add(query);
            }

            if (queries.Count > 0) return queries;
            _running--;
            return null;
        }
    }
}
