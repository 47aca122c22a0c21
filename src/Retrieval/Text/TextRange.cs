namespace RagDocs.Retrieval.Text;

/// <summary>A stretch of a text.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Length">Number of characters.</param>
public readonly record struct TextRange(int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>The stretch itself.</summary>
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);
}
