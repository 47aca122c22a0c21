namespace RagDocs.Retrieval.Lexical.Analysis;

/// <summary>Terms compared by their bytes.</summary>
internal readonly record struct TermKey(ReadOnlyMemory<byte> Bytes)
{
    public bool Equals(TermKey other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }
}
