using RagDocs.Retrieval.Lexical.Postings;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// An immutable piece of the index: some documents with the words and vectors of their chunks. In memory, or mapped files. What is no longer
/// used is unmapped by the collector once the last search has let go of it.
/// </summary>
/// <param name="name">Of its files, see <see cref="SegmentFiles"/>; null in memory.</param>
/// <param name="chunkWords">A unit is a chunk, see <see cref="ChunkFields"/>.</param>
/// <param name="documentWords">A unit is a document, see <see cref="Scope.DocumentSearch"/>.</param>
/// <param name="vectors">A unit is a chunk; null in a generation without vectors.</param>
internal sealed class Segment(string? name, SegmentDocuments documents, KeywordPart chunkWords, KeywordPart documentWords, VectorPart? vectors)
{
    public string? Name { get; } = name;

    public SegmentDocuments Documents { get; } = documents;

    public KeywordPart ChunkWords { get; } = chunkWords;

    public KeywordPart DocumentWords { get; } = documentWords;

    public VectorPart? Vectors { get; } = vectors;

    public int Units => Documents.Units;

    /// <summary>Reads every byte and compares the checksums.</summary>
    /// <exception cref="DamagedIndexException">Something changed since it was written.</exception>
    public void Verify(CancellationToken cancellationToken)
    {
        ChunkWords.Verify();
        cancellationToken.ThrowIfCancellationRequested();
        DocumentWords.Verify();
        Vectors?.Verify(cancellationToken);
    }

    /// <summary>The four parts must tell of the same units.</summary>
    /// <exception cref="DamagedIndexException">They do not.</exception>
    public Segment Fitting()
    {
        if (ChunkWords.Units != Units || DocumentWords.Units != Documents.Count || (Vectors is not null && Vectors.Count != Units))
        {
            throw new DamagedIndexException(Name ?? "in memory", "its parts tell of different numbers of chunks.");
        }

        return this;
    }
}

/// <summary>Fields of a chunk, in the order in which they are indexed.</summary>
internal static class ChunkFields
{
    public const int Text = 0;
    public const int Headings = 1;
    public const int Title = 2;
    public const int Count = 3;
}
