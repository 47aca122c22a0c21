namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// Tokens for one step, each with its place in its sequence. Reused from step to step. Refuses what would end the process in native
/// code: more tokens than the context takes, tokens and sequences that do not exist.
/// </summary>
internal sealed unsafe class LlamaBatch : IDisposable
{
    private readonly int _vocabulary;
    private readonly int _sequences;
    private BatchData _data;

    /// <param name="capacity">Tokens; the context's own limit, read back from it.</param>
    internal LlamaBatch(int capacity, int vocabulary, int sequences)
    {
        Capacity = capacity;
        _vocabulary = vocabulary;
        _sequences = sequences;
        _data = NativeMethods.llama_batch_init(capacity, 0, 1);
    }

    public int Capacity { get; }

    public int Count => _data.TokenCount;

    internal BatchData Data => _data;

    public void Clear() => _data.TokenCount = 0;

    /// <summary>Adds one token.</summary>
    /// <param name="wantsLogits">The row can be sampled from (or its embedding read) after the step.</param>
    /// <returns>The row.</returns>
    public int Add(int token, int position, int sequence, bool wantsLogits)
    {
        if (Count >= Capacity) throw new InvalidOperationException($"The batch holds {Capacity} tokens and is full.");
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _vocabulary);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, _sequences);
        var row = _data.TokenCount++;
        _data.Tokens[row] = token;
        _data.Positions[row] = position;
        _data.SequenceCounts[row] = 1;
        _data.Sequences[row][0] = sequence;
        _data.Logits[row] = (sbyte)(wantsLogits ? 1 : 0);
        return row;
    }

    internal bool HasLogits(int row) => row >= 0 && row < Count && _data.Logits[row] != 0;

    public void Dispose()
    {
        if (_data.Tokens is null) return;
        NativeMethods.llama_batch_free(_data);
        _data = default;
    }
}
