namespace RagDocs.Retrieval.Reading;

/// <summary>What reading a chunk's text has shown.</summary>
/// <param name="Tokens">Headings first, then text.</param>
/// <param name="Vector">Of all tokens, unit length; empty or zero without any.</param>
internal sealed record ReadChunk(int[] Tokens, float[] Vector)
{
    public static ReadChunk Nothing { get; } = new([], []);

    /// <inheritdoc cref="Evidence.Words"/>
    public double Coverage { get; init; }

    /// <inheritdoc cref="Evidence.Opening"/>
    public double Opening { get; init; }

    /// <inheritdoc cref="Evidence.AskedKind"/>
    public double AskedKind { get; init; }

    /// <summary>Cosine of the stretch of text, with the headings, that is nearest to the question.</summary>
    public double Window { get; init; }
}
