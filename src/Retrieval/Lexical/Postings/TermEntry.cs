namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Where a part keeps the postings of a term.</summary>
/// <param name="DocumentFrequency">Units of the part that hold the term.</param>
/// <param name="Offset">In the postings section.</param>
/// <param name="Length">In bytes.</param>
internal readonly record struct TermEntry(int DocumentFrequency, int Offset, int Length)
{
    /// <summary>Longer terms are cut to so many bytes, in the index and in questions alike.</summary>
    public const int LongestTerm = 256;

    public int Blocks => (DocumentFrequency + BitPacking.Block - 1) / BitPacking.Block;

    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> term) => term.Length <= LongestTerm ? term : term[..LongestTerm];
}
