namespace RagDocs.Retrieval;

/// <summary>A stretch of a document offered as evidence, with all that is needed to show, cite and open it.</summary>
public sealed record Passage
{
    /// <summary>The best-scoring chunk inside the passage.</summary>
    public required long ChunkId { get; init; }

    public required long CollectionId { get; init; }

    public required string Collection { get; init; }

    public required long DocumentId { get; init; }

    /// <summary>The version that was read; a citation stays pinned to it.</summary>
    public required long VersionId { get; init; }

    public required int VersionNumber { get; init; }

    public required string Title { get; init; }

    /// <summary>Path of the file relative to its source, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Headings above the passage, outermost first, joined by " › "; empty when there are none.</summary>
    public required string HeadingPath { get; init; }

    public required string Text { get; init; }

    public required Place Place { get; init; }

    /// <summary>The chunks the text is made of, in order of the document; a citation of words names the chunk they stand in.</summary>
    public IReadOnlyList<PassagePart> Parts { get; init; } = [];

    /// <summary>Sum of the shares of <see cref="Evidence"/>; comparable within one search only.</summary>
    public required double Score { get; init; }

    /// <summary>Rank in the keyword search counted from 1; null when it was not among its results.</summary>
    public int? KeywordRank { get; init; }

    /// <summary>Keyword score of the chunk with that rank as a share of the best one's, 0 to 1; null when the keyword search did not find it.</summary>
    public double? KeywordShare { get; init; }

    /// <summary>Rank in the vector search counted from 1; null when it was not among its results.</summary>
    public int? VectorRank { get; init; }

    /// <summary>Cosine of question and chunk, when the vector search found it.</summary>
    public double? Cosine { get; init; }

    /// <summary>
    /// Share of the question's telling words that the best chunk covers, near words counting in part, 0 to 1; unlike the others
    /// comparable between questions. Null when the embedding model cannot compare word by word.
    /// </summary>
    public double? Coverage { get; init; }

    /// <summary>What speaks for the best chunk, in the order of the stages; kinds without any weight are left out.</summary>
    public IReadOnlyList<EvidenceShare> Evidence { get; init; } = [];
}

/// <summary>One chunk's share of a passage's text.</summary>
/// <param name="Start">Offset of its first character in <see cref="Passage.Text"/>.</param>
public sealed record PassagePart(long ChunkId, int Start, int Length)
{
    /// <summary>See <see cref="Place.Cells"/>.</summary>
    public string? Cells { get; init; }
}
