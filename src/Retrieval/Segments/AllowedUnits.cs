namespace RagDocs.Retrieval.Segments;

/// <summary>
/// The units of one segment that a search may see: those of live documents in collections the asker may read. Units are numbered from
/// 0 within their segment, and a document's units stand together, so the set is a short list of ranges with a bitmap beside it.
/// </summary>
internal sealed class AllowedUnits
{
    private readonly ulong[] _bits;

    /// <param name="ranges">Ascending, not overlapping, none empty.</param>
    /// <param name="units">Units in the segment.</param>
    public AllowedUnits(IReadOnlyList<UnitRange> ranges, int units)
    {
        Ranges = ranges;
        _bits = new ulong[(units + 63) / 64];
        foreach (var range in ranges)
        {
            Count += range.End - range.Start;
            Set(range);
        }
    }

    public IReadOnlyList<UnitRange> Ranges { get; }

    public int Count { get; }

    public bool Contains(int unit) => (_bits[unit >> 6] >> (unit & 63) & 1) != 0;

    private void Set(UnitRange range)
    {
        var (first, last) = (range.Start >> 6, (range.End - 1) >> 6);
        var (head, tail) = (ulong.MaxValue << (range.Start & 63), ulong.MaxValue >> (63 - ((range.End - 1) & 63)));
        if (first == last)
        {
            _bits[first] |= head & tail;
            return;
        }

        _bits[first] |= head;
        _bits.AsSpan(first + 1, last - first - 1).Fill(ulong.MaxValue);
        _bits[last] |= tail;
    }
}

/// <summary>Units from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct UnitRange(int Start, int End);
