namespace RagDocs.Retrieval.Fusion;

/// <summary>A chunk that a search found, with all that ranking, joining and showing it takes.</summary>
internal sealed record FoundChunk
{
    public required long ChunkId { get; init; }

    public required long VersionId { get; init; }

    public required int VersionNumber { get; init; }

    public required long DocumentId { get; init; }

    public required long CollectionId { get; init; }

    public required string Collection { get; init; }

    public required string Title { get; init; }

    public required string Path { get; init; }

    public required string HeadingPath { get; init; }

    public required string Text { get; init; }

    public required int Ordinal { get; init; }

    public required int? Page { get; init; }

    /// <summary>See <see cref="Place.Cells"/>.</summary>
    public string? Cells { get; init; }

    public required int? Paragraph { get; init; }

    public required int Start { get; init; }

    /// <summary>Fused score.</summary>
    public double Score { get; init; }

    /// <summary>See <see cref="Passage.Coverage"/>.</summary>
    public double? Coverage { get; init; }

    /// <inheritdoc cref="Passage.Evidence"/>
    public IReadOnlyList<EvidenceShare> Evidence { get; init; } = [];

    public int End => Start + Text.Length;
}
