namespace RagDocs.Retrieval.Store;

/// <summary>
/// The unit that is searched; the search index follows this table by its change lines (<see cref="IndexChange"/>).
/// Chunks of superseded versions stay for their citations but are not searchable (<see cref="Searchable"/>).
/// </summary>
public sealed class Chunk
{
    public long Id { get; set; }

    public long VersionId { get; set; }

    public DocumentVersion? Version { get; set; }

    public long DocumentId { get; set; }

    public long CollectionId { get; set; }

    /// <summary>The index generation it belongs to.</summary>
    public long GenerationId { get; set; } = IndexGeneration.First;

    /// <summary>False once a newer version or generation has replaced this one, and until all of its document is written.</summary>
    public bool Searchable { get; set; }

    /// <summary>Position within the version and generation, counted from 0.</summary>
    public int Ordinal { get; set; }

    public string Title { get; set; } = "";

    public string HeadingPath { get; set; } = "";

    public required string Text { get; set; }

    public int? Page { get; set; }

    public int? Paragraph { get; set; }

    /// <summary>Cells of a sheet, for example "Budget!A2:F40"; null for other formats.</summary>
    public string? Cells { get; set; }

    public int Start { get; set; }

    /// <summary>Characters of the read text it covers, from <see cref="Start"/>; a repeated table header is not counted.</summary>
    public int Length { get; set; }

    /// <summary>Word rectangles packed by <see cref="WordBoxPacking"/>; null for formats without pages.</summary>
    public byte[]? WordBoxes { get; set; }

    public ChunkVector? Vector { get; set; }
}

/// <summary>A chunk's embedding: little-endian 32-bit floats, unit length.</summary>
public sealed class ChunkVector
{
    public long ChunkId { get; set; }

    public required byte[] Values { get; set; }
}

/// <summary>One line per change of a document's searchable chunks. Every process reads on from the last line it knows, so that
/// vectors held in memory follow what other processes index.</summary>
public sealed class IndexChange
{
    public long Id { get; set; }

    public long DocumentId { get; set; }
}
