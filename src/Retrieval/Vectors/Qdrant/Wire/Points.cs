using System.Text.Json.Serialization;

namespace RagDocs.Retrieval.Vectors.Qdrant.Wire;

/// <summary>What a point says of its chunk. The text stays in the catalog.</summary>
/// <param name="Collection">As text, because only text can be a tenant in Qdrant.</param>
internal sealed record ChunkPayload(long Document, string Collection, long Generation);

/// <summary>How far the index has followed the catalog, and who is at it; see <see cref="QdrantLedger"/>.</summary>
/// <param name="Line">Last change line taken in, or from which on a writer works; a language's number.</param>
/// <param name="At">When it was written, in Unix milliseconds.</param>
internal sealed record StatePayload(string State, long Line, long At);

/// <param name="Id">A chunk's id, or a UUID for points that are no chunks.</param>
internal sealed record Point(object Id, PointVectors Vector, object Payload);

/// <summary>Either may be missing: a chunk without words, a generation without a model.</summary>
internal sealed record PointVectors(
    ReadOnlyMemory<float>? Dense = null, [property: JsonPropertyName(PointVectors.Keywords)] SparseVector? Sparse = null)
{
    public const string Meaning = "dense";
    public const string Keywords = "bm25";
}

internal sealed record SparseVector(IReadOnlyList<uint> Indices, IReadOnlyList<float> Values);

internal sealed record Upsert(IReadOnlyList<Point> Points, Filter? UpdateFilter = null);

internal sealed record DeletePoints(IReadOnlyList<object> Points);

internal sealed record Scroll(Filter Filter, int Limit, System.Text.Json.JsonElement? Offset)
{
    public bool WithPayload { get; } = true;

    public bool WithVector { get; }
}

internal sealed record Count(Filter Filter)
{
    public bool Exact { get; } = true;
}
