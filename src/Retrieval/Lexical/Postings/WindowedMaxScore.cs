using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// Finds the best units for any of several terms: MAXSCORE (Turtle and Flood 1995) with the bounds of blocks (Ding and Suel 2011), window by
/// window of 4,096 units, as Lucene's bulk scorer does. In a window the lists are parted by what they can add there: those that cannot bring
/// a unit into the ranking by themselves are only asked about the units that the others found. The others are added up list after list,
/// which runs over whole blocks at a time.
/// </summary>
/// <remarks>Exact: what is left out could not have scored more than the last unit of the ranking.</remarks>
internal sealed class WindowedMaxScore(ScoredList[] lists, AllowedUnits? allowed, TopUnits top, int part)
{
    private const int Window = 4096;

    // A gap between ranges of allowed units beyond which it is cheaper to begin a new window.
    private const int Gap = 256;

    private readonly int[] _candidates = ArrayPool<int>.Shared.Rent(Window);
    private readonly int[] _sums = ArrayPool<int>.Shared.Rent(Window);

    public void Run(int units)
    {
        _sums.AsSpan(0, Window).Clear();
        try
        {
            foreach (var window in Windows(allowed?.Ranges ?? [new UnitRange(0, units)])) Search(window);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(_candidates);
            ArrayPool<int>.Shared.Return(_sums);
        }
    }

    /// <summary>Windows that cover the ranges, and of what lies between them as little as pays.</summary>
    internal static IEnumerable<UnitRange> Windows(IReadOnlyList<UnitRange> ranges)
    {
        for (var (range, start) = (0, 0); range < ranges.Count;)
        {
            start = Math.Max(start, ranges[range].Start);
            var end = Math.Min(start + Window, ranges[range].End);
            while (end == ranges[range].End && ++range < ranges.Count && ranges[range].Start - end <= Gap && ranges[range].Start < start + Window)
            {
                end = Math.Min(start + Window, ranges[range].End);
            }

            if (end > start) yield return new UnitRange(start, end);
            start = end;
        }
    }

    private void Search(UnitRange window)
    {
        var threshold = top.Threshold;
        var possible = 0;
        foreach (var list in lists)
        {
            list.MoveTo(window.Start, window.End);
            possible += list.Bound;
        }

        if (possible <= threshold) return;
        SortByBound();
        var sums = _sums.AsSpan(0, window.End - window.Start);
        var (essential, others) = (0, 0);
        while (others + lists[essential].Bound <= threshold) others += lists[essential++].Bound;
        foreach (var list in lists.AsSpan(essential)) list.AddTo(sums, window.Start, threshold - (possible - list.Bound));
        var count = Complete(Candidates(sums, window.Start, threshold - others), window.Start, sums, essential, others, threshold);
        foreach (var candidate in _candidates.AsSpan(0, count))
        {
            if (sums[candidate] > threshold) top.Offer(new FoundUnit(part, window.Start + candidate, sums[candidate]));
        }

        sums.Clear();
    }

    // Asks the lists that were left out about the candidates, best first, and drops candidates that nothing can help any more.
    private int Complete(int count, int start, Span<int> sums, int essential, int others, int threshold)
    {
        for (var i = essential - 1; i >= 0 && count > 0; i--)
        {
            var list = lists[i];
            var kept = 0;
            foreach (var candidate in _candidates.AsSpan(0, count))
            {
                if (sums[candidate] + others > threshold) _candidates[kept++] = candidate;
            }

            count = kept;
            others -= list.Bound;
            // Where many are asked for, going through the whole list is cheaper.
            if (count > list.BlocksInWindow * (BitPacking.Block / 8))
            {
                list.AddTo(sums, start, 0);
                continue;
            }

            foreach (var candidate in _candidates.AsSpan(0, count))
            {
                sums[candidate] += list.ScoreOf(start + candidate, threshold - others - sums[candidate]);
            }
        }

        return count;
    }

    private int Candidates(ReadOnlySpan<int> sums, int start, int above)
    {
        var count = 0;
        var whole = MemoryMarshal.Cast<int, Vector<int>>(sums);
        var least = new Vector<int>(above);
        for (var i = 0; i < whole.Length; i++)
        {
            if (!Vector.GreaterThanAny(whole[i], least)) continue;
            for (var at = i * Vector<int>.Count; at < (i + 1) * Vector<int>.Count; at++) count = AddCandidate(sums, start, above, at, count);
        }

        for (var at = whole.Length * Vector<int>.Count; at < sums.Length; at++) count = AddCandidate(sums, start, above, at, count);
        return count;
    }

    private int AddCandidate(ReadOnlySpan<int> sums, int start, int above, int at, int count)
    {
        if (sums[at] > above && (allowed is null || allowed.Contains(start + at))) _candidates[count++] = at;
        return count;
    }

    // From window to window the order changes little.
    private void SortByBound()
    {
        for (var i = 1; i < lists.Length; i++)
        {
            var list = lists[i];
            var at = i;
            for (; at > 0 && lists[at - 1].Bound > list.Bound; at--) lists[at] = lists[at - 1];
            lists[at] = list;
        }
    }
}
