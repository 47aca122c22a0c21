using System.Text.Json.Serialization;

namespace RagDocs.Retrieval.Vectors.Qdrant.Wire;

/// <summary>One search: by one vector, or by several whose rankings are fused.</summary>
/// <param name="What">A dense vector, a <see cref="SparseVector"/>, or a <see cref="Fusion"/> of the prefetched.</param>
/// <param name="Using">Name of the vector searched; null for a fusion.</param>
/// <param name="Filter">Stands in each prefetch too: what may not be read is never ranked.</param>
internal sealed record Query(
    [property: JsonPropertyName("query")] object What, string? Using, Filter? Filter, int Limit, SearchParams? Params = null, IReadOnlyList<Query>? Prefetch = null);

internal sealed record QueryBatch(IReadOnlyList<Query> Searches);

internal sealed record SearchParams(bool Exact);

internal sealed record Fusion(Rrf Rrf);

/// <param name="K">Qdrant counts ranks from 0: one more than the paper's.</param>
/// <param name="Weights">One for each prefetch; null when all are equal.</param>
internal sealed record Rrf(int K, IReadOnlyList<double>? Weights);
