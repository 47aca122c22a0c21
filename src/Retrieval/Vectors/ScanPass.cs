using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Vectors.Kernels;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// One reading of a part's int8 rows for several questions: block by block, each block scored for every question that may see it while
/// it is in the cache. Blocks nobody may see are not read. Threads take blocks until none is left.
/// </summary>
internal sealed class ScanPass
{
    private const int MostBlockRows = 4096;
    private const int LeastBlockRows = 1024;
    private const int TileBytes = 96 * 1024;
    private const int MostTileRows = 512;
    private readonly VectorPart _part;
    private readonly IReadOnlyList<ScanQuery> _queries;
    private readonly DotKernel _kernel;
    private readonly List<(VectorStripe Stripe, int Start)> _blocks;

    // The more questions, the longer a block takes, and the last one is waited for.
    private readonly int _blockRows;
    private Exception? _failure;
    private int _taken;
    private int _finished;

    public ScanPass(VectorPart part, IReadOnlyList<ScanQuery> queries, DotKernel kernel)
    {
        (_part, _queries, _kernel) = (part, queries, kernel);
        _blockRows = Math.Max(LeastBlockRows, MostBlockRows / queries.Count);
        _blocks = Wanted();
    }

    /// <summary>Works until every block is done, with others from the thread pool when they have time.</summary>
    public Exception? Run(int threads)
    {
        try
        {
            using var pin = _part.Pin();
            for (var worker = 1; worker < Math.Min(threads, _blocks.Count); worker++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static work => work.Pass.Work(work.Worker), (Pass: this, Worker: worker), preferLocal: false);
            }

            Work(0);
            // Whoever has taken a block needs some 50 microseconds for it. One who comes late finds none and touches nothing.
            for (var wait = default(SpinWait); Volatile.Read(ref _finished) < _blocks.Count;) wait.SpinOnce(sleep1Threshold: -1);
            return _failure;
        }
        catch (ObjectDisposedException gone)
        {
            return gone;
        }
    }

    private void Work(int worker)
    {
        while (Interlocked.Increment(ref _taken) - 1 is var block && block < _blocks.Count)
        {
            try
            {
                Scan(_blocks[block].Stripe, _blocks[block].Start, worker);
            }
            catch (Exception e)
            {
                _failure = e;
            }
            finally
            {
                Interlocked.Increment(ref _finished);
            }
        }
    }

    private void Scan(VectorStripe stripe, int start, int worker)
    {
        var tile = Math.Clamp(TileBytes / _part.Layout.Stride / 8 * 8, 8, MostTileRows);
        for (var end = Math.Min(start + _blockRows, stripe.Rows); start < end; start += tile) ScanTile(stripe, start, Math.Min(start + tile, end), worker);
    }

    /// <summary>Scores rows for every question: two at a time where both may see all of them, alone where a question sees some.</summary>
    private void ScanTile(VectorStripe stripe, int start, int end, int worker)
    {
        ScanQuery? partner = null;
        foreach (var query in _queries)
        {
            if (query.IsOver) continue;
            var ranges = query.Allowed.Ranges;
            for (var r = FirstEndingAfter(ranges, stripe.FirstUnit + start); r < ranges.Count && ranges[r].Start < stripe.FirstUnit + end; r++)
            {
                var (first, last) = (Math.Max(ranges[r].Start - stripe.FirstUnit, start), Math.Min(ranges[r].End - stripe.FirstUnit, end));
                if (last - first < end - start)
                {
                    Score(stripe, first, last, query, worker);
                }
                else if (partner is null)
                {
                    partner = query;
                }
                else
                {
                    Score(stripe, start, end, partner, query, worker);
                    partner = null;
                }
            }
        }

        if (partner is not null) Score(stripe, start, end, partner, worker);
    }

    private void Score(VectorStripe stripe, int start, int end, ScanQuery query, int worker)
    {
        var stride = _part.Layout.Stride;
        Span<int> dots = stackalloc int[MostTileRows];
        _kernel.Score(stripe.Int8Rows[(start * stride)..(end * stride)], stride, query.Vector, dots[..(end - start)]);
        query.Add(worker, stripe, start, dots[..(end - start)]);
    }

    private void Score(VectorStripe stripe, int start, int end, ScanQuery first, ScanQuery second, int worker)
    {
        var stride = _part.Layout.Stride;
        Span<int> firstDots = stackalloc int[MostTileRows];
        Span<int> secondDots = stackalloc int[MostTileRows];
        firstDots = firstDots[..(end - start)];
        secondDots = secondDots[..(end - start)];
        _kernel.Score(stripe.Int8Rows[(start * stride)..(end * stride)], stride, first.Vector, second.Vector, firstDots, secondDots);
        first.Add(worker, stripe, start, firstDots);
        second.Add(worker, stripe, start, secondDots);
    }

    /// <summary>The blocks in which at least one question may see something.</summary>
    private List<(VectorStripe Stripe, int Start)> Wanted()
    {
        var blocks = new List<(VectorStripe, int)>();
        foreach (var stripe in _part.Stripes)
        {
            for (var start = 0; start < stripe.Rows; start += _blockRows)
            {
                var (first, end) = (stripe.FirstUnit + start, stripe.FirstUnit + Math.Min(start + _blockRows, stripe.Rows));
                if (_queries.Any(q => q.Allowed.Ranges is var ranges && FirstEndingAfter(ranges, first) is var r && r < ranges.Count && ranges[r].Start < end)) blocks.Add((stripe, start));
            }
        }

        return blocks;
    }

    private static int FirstEndingAfter(IReadOnlyList<UnitRange> ranges, int unit)
    {
        var (low, high) = (0, ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].End > unit) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
