namespace RagDocs.Generation.Llama.Engine.Cells;

/// <summary>Where a request runs, and what has to happen in the native cache, in this order: cut, share, clear.</summary>
/// <param name="Slot">Busy from now on.</param>
/// <param name="Kept">Its first tokens that stay; the rest is cut off.</param>
/// <param name="Source">The sequence whose cells from <paramref name="Kept"/> to <paramref name="Cached"/> are shared; null when none are.</param>
/// <param name="Cached">Tokens of the prompt that need not be computed.</param>
/// <param name="Evicted">Idle sequences that had to give way.</param>
internal sealed record Placement(SequenceSlot Slot, int Kept, SequenceSlot? Source, int Cached, IReadOnlyList<SequenceSlot> Evicted);
