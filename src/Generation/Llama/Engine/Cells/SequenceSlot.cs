using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Engine.Cells;

/// <summary>One sequence of the context: the tokens whose keys and values lie in its cells, at positions 0, 1, 2 …</summary>
/// <param name="id">The sequence id of llama.cpp.</param>
internal sealed class SequenceSlot(int id)
{
    public int Id { get; } = id;

    public List<int> Tokens { get; } = [];

    /// <summary>Somebody's request runs in it.</summary>
    public bool IsBusy { get; internal set; }

    /// <summary>False when the library dropped its early tokens (sliding window): it can be continued, but neither cut nor shared.</summary>
    public bool IsWhole { get; internal set; } = true;

    internal List<int> Cells { get; } = [];

    /// <summary>Tokens it may grow to while it is busy; promised, so nobody else gets these cells.</summary>
    internal int Promised { get; set; }

    internal long LastUse { get; set; }

    internal int Growth => IsBusy ? Promised - Tokens.Count : 0;

    /// <summary>How many tokens of the prompt it holds already. The last one never counts: its logits are needed.</summary>
    public int CommonPrefix(ReadOnlySpan<int> prompt)
    {
        if (!IsWhole)
            return 0;
        var held = CollectionsMarshal.AsSpan(Tokens);
        return prompt[..^1].CommonPrefixLength(held);
    }
}
