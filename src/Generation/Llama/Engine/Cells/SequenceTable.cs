namespace RagDocs.Generation.Llama.Engine.Cells;

/// <summary>
/// Which sequence holds which tokens, and who may have how many cells. A sequence stays when its request has ended, so that the next turn of
/// the conversation, or anybody with the same system prompt and passages, finds the common beginning computed; the least recently used one
/// gives way when cells are needed. A request is let in only when prompt and longest answer fit, so the cache never overflows.
/// Used by the owner thread alone; the native cache is changed by the caller, as told.
/// </summary>
internal sealed class SequenceTable
{
    /// <summary>A shorter common beginning is computed again: it is everybody's template, and sharing it would keep its cells for ever.</summary>
    private const int WorthSharing = 8;

    private readonly CellLedger _ledger;
    private readonly SequenceSlot[] _slots;
    private readonly HashSet<int> _counted = [];
    private long _uses;

    /// <param name="canReuse">False for models whose memory cannot be cut: every prompt starts empty.</param>
    public SequenceTable(int sequences, int cells, bool canReuse = true)
    {
        CanReuse = canReuse;
        _ledger = new CellLedger(cells);
        _slots = [.. Enumerable.Range(0, sequences).Select(id => new SequenceSlot(id))];
    }

    public bool CanReuse { get; }

    public int Capacity => _ledger.Capacity;

    public int UsedCells => _ledger.Used;

    public IReadOnlyList<SequenceSlot> Slots => _slots;

    /// <summary>Finds a place for a request, or null when it has to wait for another one to end.</summary>
    public Placement? TryPlace(ReadOnlySpan<int> prompt, int answerTokens)
    {
        if (ChooseSlot(prompt) is not { } slot)
            return null;

        var kept = CanReuse ? slot.CommonPrefix(prompt) : 0;
        var (source, cached) = CanReuse ? LongestElsewhere(slot, prompt, kept) : (null, 0);
        var promised = prompt.Length + answerTokens;
        if (CellsThatMustStay(slot, kept, source, cached) + promised - cached > Capacity)
            return null;

        Truncate(slot, kept);
        if (source is not null)
            Share(source, slot, cached);
        slot.IsBusy = true;
        slot.Promised = promised;
        return new Placement(slot, kept, source, cached, MakeRoom());
    }

    /// <summary>The request has ended; what it computed stays until the cells are needed.</summary>
    public void Release(SequenceSlot slot)
    {
        slot.IsBusy = false;
        slot.Promised = 0;
        slot.LastUse = ++_uses;
    }

    /// <summary>These tokens were computed for the sequence.</summary>
    public void Append(SequenceSlot slot, ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
        {
            slot.Tokens.Add(token);
            slot.Cells.Add(_ledger.Take());
        }
    }

    /// <summary>Cuts the sequence off after its first tokens.</summary>
    public void Truncate(SequenceSlot slot, int length)
    {
        for (var i = length; i < slot.Tokens.Count; i++)
            _ledger.Release(slot.Cells[i]);
        slot.Tokens.RemoveRange(length, slot.Tokens.Count - length);
        slot.Cells.RemoveRange(length, slot.Cells.Count - length);
    }

    /// <summary>Lets a sequence hold another one's cells too, from its own end up to <paramref name="length"/>.</summary>
    public void Share(SequenceSlot source, SequenceSlot target, int length)
    {
        for (var i = target.Tokens.Count; i < length; i++)
        {
            target.Tokens.Add(source.Tokens[i]);
            target.Cells.Add(_ledger.Share(source.Cells[i]));
        }
    }

    /// <summary>The idle sequence that was used longest ago, emptied; null when none holds anything.</summary>
    public SequenceSlot? EvictOldest()
    {
        var oldest = _slots.Where(s => !s.IsBusy && s.Tokens.Count > 0).MinBy(s => s.LastUse);
        if (oldest is not null)
            Truncate(oldest, 0);
        return oldest;
    }

    /// <summary>
    /// The idle sequence that this prompt continues; else an empty one; else the one used longest ago. A sequence is continued when at least half
    /// of it stays: a prompt which has only the system text in common shares that and leaves the other conversation whole.
    /// </summary>
    private SequenceSlot? ChooseSlot(ReadOnlySpan<int> prompt)
    {
        SequenceSlot? continued = null;
        var longest = 0;
        foreach (var slot in _slots)
        {
            if (slot.IsBusy || slot.Tokens.Count == 0)
                continue;
            var common = slot.CommonPrefix(prompt);
            if (common > longest && common * 2 >= slot.Tokens.Count)
                (continued, longest) = (slot, common);
        }

        return continued ?? _slots.Where(s => !s.IsBusy).MinBy(s => s.Tokens.Count == 0 ? -1 : s.LastUse);
    }

    private (SequenceSlot? Source, int Length) LongestElsewhere(SequenceSlot slot, ReadOnlySpan<int> prompt, int kept)
    {
        SequenceSlot? source = null;
        var longest = kept;
        foreach (var other in _slots)
        {
            if (other == slot)
                continue;
            var common = other.CommonPrefix(prompt);
            if (common > longest && common - kept >= WorthSharing)
                (source, longest) = (other, common);
        }

        return (source, longest);
    }

    /// <summary>What is left when every idle sequence has given way: the cells of the busy ones, those promised to them, and the reused ones.</summary>
    private int CellsThatMustStay(SequenceSlot slot, int kept, SequenceSlot? source, int cached)
    {
        _counted.Clear();
        var promised = 0;
        foreach (var busy in _slots)
        {
            if (!busy.IsBusy)
                continue;
            _counted.UnionWith(busy.Cells);
            promised += busy.Growth;
        }

        _counted.UnionWith(slot.Cells.Take(kept));
        if (source is not null)
            _counted.UnionWith(source.Cells.Take(cached).Skip(kept));
        return _counted.Count + promised;
    }

    private List<SequenceSlot> MakeRoom()
    {
        List<SequenceSlot> evicted = [];
        while (UsedCells + _slots.Sum(s => s.Growth) > Capacity)
            evicted.Add(EvictOldest() ?? throw new InvalidOperationException("More cells are promised than there are."));
        return evicted;
    }
}
