namespace RagDocs.Generation.Llama.Native;

/// <summary>What a context is made for.</summary>
/// <param name="ContextTokens">Cells that all sequences share.</param>
/// <param name="BatchTokens">Tokens in one step at most; the library may lower it.</param>
/// <param name="Sequences">Texts kept apart.</param>
/// <param name="Threads">For one token and for many alike.</param>
internal sealed record ContextSettings(int ContextTokens, int BatchTokens, int Sequences, int Threads)
{
    /// <summary>Rows of one step that can be sampled from; memory is reserved for each (vocabulary × 4 bytes).</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>One vector (or score) a text, as the model's header says, instead of words.</summary>
    public bool Embeddings { get; init; }
}

internal enum DecodeStatus
{
    Ok = 0,

    /// <summary>No free cells; nothing was computed.</summary>
    NoRoom = 1,

    /// <summary><see cref="LlamaContext.Abort"/> was called; what was computed so far may be in the memory: trim the sequences.</summary>
    Aborted = 2,
}
