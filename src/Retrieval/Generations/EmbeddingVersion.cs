namespace RagDocs.Retrieval.Generations;

/// <summary>Counts how often another embedding model may have been chosen. Told by whoever notices, read with every question.</summary>
public sealed class EmbeddingVersion
{
    private volatile int _value;

    public int Value => _value;

    /// <summary>Something else may be chosen from now on.</summary>
    public void Tell() => Interlocked.Increment(ref _value);
}
