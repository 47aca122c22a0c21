namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// What one term adds to the units of a part, in blocks of ascending units, with the most that each block can add. A search moves over it
/// from window to window, always forward.
/// </summary>
/// <param name="last">The last unit of each block.</param>
/// <param name="bounds">No unit of the block is given more.</param>
internal abstract class ScoredList(int[] last, int[] bounds)
{
    private int _block;
    private int _probed;
    private int _loaded = -1;

    /// <summary>No unit of the window is given more.</summary>
    public int Bound { get; private set; }

    /// <summary>Blocks that reach into the window.</summary>
    public int BlocksInWindow { get; private set; }

    protected int[] Units { get; } = new int[BitPacking.Block];

    protected int[] Scores { get; } = new int[BitPacking.Block];

    protected int Count { get; set; }

    /// <summary>Begins a window; it starts behind those before.</summary>
    public void MoveTo(int start, int end)
    {
        while (_block < last.Length && last[_block] < start) _block++;
        (_probed, Bound, BlocksInWindow) = (_block, 0, 0);
        for (var block = _block; block < last.Length && FirstOf(block) < end; block++)
        {
            Bound = Math.Max(Bound, bounds[block]);
            BlocksInWindow++;
        }
    }

    /// <summary>Adds to every unit of the window, but not to those of blocks that can add no more than <paramref name="useless"/>.</summary>
    public void AddTo(Span<int> sums, int start, int useless)
    {
        for (var block = _block; block < _block + BlocksInWindow; block++)
        {
            if (bounds[block] <= useless) continue;
            Load(block);
            AddLoaded(sums, start, FirstOf(block) >= start && last[block] < start + sums.Length);
        }
    }

    /// <summary>What the unit is given; 0 when that is certainly no more than <paramref name="useless"/>. Units are asked for in ascending order.</summary>
    public int ScoreOf(int unit, int useless)
    {
        while (_probed < _block + BlocksInWindow && last[_probed] < unit) _probed++;
        if (_probed == _block + BlocksInWindow || bounds[_probed] <= useless) return 0;
        Load(_probed);
        var at = Units.AsSpan(0, Count).BinarySearch(unit);
        return at < 0 ? 0 : Scores[at];
    }

    /// <summary>Fills <see cref="Units"/>, <see cref="Scores"/> and <see cref="Count"/>.</summary>
    protected abstract void LoadBlock(int block);

    private void Load(int block)
    {
        if (_loaded == block) return;
        LoadBlock(block);
        _loaded = block;
    }

    private void AddLoaded(Span<int> sums, int start, bool whole)
    {
        var (from, to) = (0, Count);
        if (!whole)
        {
            from = LowerBound(Units.AsSpan(0, Count), start);
            to = LowerBound(Units.AsSpan(0, Count), start + sums.Length);
        }

        var units = Units.AsSpan(from, to - from);
        var scores = Scores.AsSpan(from, to - from);
        for (var i = 0; i < units.Length; i++) sums[units[i] - start] += scores[i];
    }

    // The block may begin anywhere behind the one before.
    private int FirstOf(int block) => block == 0 ? 0 : last[block - 1] + 1;

    private static int LowerBound(Span<int> units, int unit)
    {
        var at = units.BinarySearch(unit);
        return at < 0 ? ~at : at;
    }
}
