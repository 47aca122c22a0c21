using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Engine.Cells;

/// <summary>Keeps the native cache and the table of what it holds in step: whatever changes one changes the other.</summary>
internal sealed class SequenceCells(LlamaContext context, SequenceTable table)
{
    /// <summary>False for models whose memory cannot be cut (recurrent ones): each prompt is read from its start.</summary>
    public bool CanReuse => table.CanReuse;

    /// <summary>A sequence for a request with as much of its prompt as is known, or null when it has to wait.</summary>
    public SequenceSlot? TryPlace(int[] prompt, int answerTokens)
    {
        foreach (var slot in table.Slots)
            slot.IsWhole = context.FirstPosition(slot.Id) <= 0;
        if (table.TryPlace(prompt, answerTokens) is not { } placed)
            return null;
        context.RemoveTail(placed.Slot.Id, placed.Kept);
        if (placed.Source is not null)
            context.CopySequence(placed.Source.Id, placed.Slot.Id, placed.Kept, placed.Cached);
        foreach (var evicted in placed.Evicted)
            context.RemoveTail(evicted.Id, 0);
        return placed.Slot;
    }

    /// <summary>Shares what the source holds of the prompt beyond what the target holds.</summary>
    public void ShareBeginning(SequenceSlot source, SequenceSlot target, int[] prompt)
    {
        source.IsWhole = context.FirstPosition(source.Id) <= 0;
        var (from, to) = (target.Tokens.Count, source.CommonPrefix(prompt));
        if (to <= from)
            return;
        context.CopySequence(source.Id, target.Id, from, to);
        table.Share(source, target, to);
    }

    public void Append(SequenceSlot slot, ReadOnlySpan<int> tokens) => table.Append(slot, tokens);

    public void Cut(SequenceSlot slot, int length)
    {
        if (length == slot.Tokens.Count)
            return;
        context.RemoveTail(slot.Id, length);
        table.Truncate(slot, length);
    }

    /// <summary>Brings the native sequence back to what the table says, after a step that was not finished.</summary>
    public void Restore(SequenceSlot slot)
    {
        if (!CanReuse)
            table.Truncate(slot, 0);
        context.RemoveTail(slot.Id, slot.Tokens.Count);
    }

    public void Release(SequenceSlot slot)
    {
        table.Release(slot);
        if (!CanReuse)
            Cut(slot, 0);
    }

    /// <summary>Gives all idle sequences' cells back. False when none held any.</summary>
    public bool EvictIdle()
    {
        var any = false;
        while (table.EvictOldest() is { } evicted)
        {
            context.RemoveTail(evicted.Id, 0);
            any = true;
        }

        return any;
    }
}
