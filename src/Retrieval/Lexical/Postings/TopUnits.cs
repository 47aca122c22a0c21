namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// The best units found so far, in all parts that were searched: a heap with the least of them on top. Equal scores go to the earlier part,
/// then to the smaller unit.
/// </summary>
internal sealed class TopUnits(int capacity)
{
    private const int FirstRoom = 128;

    // Many searches find few.
    private FoundUnit[] _heap = new FoundUnit[Math.Min(capacity, FirstRoom)];

    public int Count { get; private set; }

    /// <summary>A unit must score more, if parts and units come in ascending order.</summary>
    public int Threshold => Count == capacity ? capacity == 0 ? int.MaxValue : _heap[0].Score : 0;

    public void Offer(FoundUnit unit)
    {
        if (Count < capacity)
        {
            if (Count == _heap.Length) Array.Resize(ref _heap, Math.Min(capacity, 2 * Count));
            var at = Count++;
            for (; at > 0 && Less(unit, _heap[(at - 1) / 2]); at = (at - 1) / 2) _heap[at] = _heap[(at - 1) / 2];
            _heap[at] = unit;
        }
        else if (capacity > 0 && Less(_heap[0], unit))
        {
            SiftDown(unit);
        }
    }

    /// <summary>Best first.</summary>
    public FoundUnit[] Ranked()
    {
        var ranked = _heap[..Count];
        ranked.AsSpan().Sort(default(BestFirst));
        return ranked;
    }

    private void SiftDown(FoundUnit unit)
    {
        var at = 0;
        while (2 * at + 1 < capacity)
        {
            var child = 2 * at + 1;
            if (child + 1 < capacity && Less(_heap[child + 1], _heap[child])) child++;
            if (!Less(_heap[child], unit)) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = unit;
    }

    private static bool Less(in FoundUnit a, in FoundUnit b) =>
        a.Score != b.Score ? a.Score < b.Score : a.Part != b.Part ? a.Part > b.Part : a.Unit > b.Unit;

    // A value type: the sort is compiled for it.
    private readonly struct BestFirst : IComparer<FoundUnit>
    {
        public int Compare(FoundUnit x, FoundUnit y) => Less(x, y) ? 1 : Less(y, x) ? -1 : 0;
    }
}

/// <param name="Part">Its number in the search.</param>
/// <param name="Score">A share of <see cref="TermScore.Full"/>.</param>
internal readonly record struct FoundUnit(int Part, int Unit, int Score);
