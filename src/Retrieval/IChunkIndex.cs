using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Scope;

namespace RagDocs.Retrieval;

/// <summary>
/// The searchable chunks in a form that finds them fast: by words and by vectors, beside the program or in Qdrant. The catalog is the
/// truth: a chunk index follows its change lines, holds nothing that the catalog does not, and can be built from it at any time.
/// </summary>
internal interface IChunkIndex
{
    /// <summary>Takes in what the catalog's change lines say since the last time; all of it when the generation is new to it.</summary>
    Task FollowAsync(ActiveGeneration generation, CancellationToken cancellationToken);

    /// <summary>The best chunks within the question's scope. A chunk outside it is never scored, whatever its rank would be.</summary>
    /// <param name="generation">One that was followed.</param>
    Task<ChunkRankings> SearchAsync(ActiveGeneration generation, ChunkQuery query, CancellationToken cancellationToken);
}

/// <summary>A question to a chunk index.</summary>
/// <param name="Text">As asked; never query syntax.</param>
/// <param name="Vector">Of the question, unit length; empty to search by keywords alone.</param>
/// <param name="Top">Chunks wanted in each ranking.</param>
internal sealed record ChunkQuery(string Text, ReadOnlyMemory<float> Vector, SearchScope Scope, int Top)
{
    /// <summary>Set: one fused ranking is enough, where the index can make it at once; it may answer with the two to be fused all the same.</summary>
    public RankFusion? Fusion { get; init; }
}

/// <summary>How two rankings are joined by reciprocal rank.</summary>
internal sealed record RankFusion(int RankConstant, double KeywordWeight, double MeaningWeight);

/// <summary>What each search found, best first.</summary>
/// <param name="Searched">Chunks within the scope.</param>
internal sealed record ChunkRankings(IReadOnlyList<RankedChunk> ByKeyword, IReadOnlyList<RankedChunk> ByMeaning, int Searched)
{
    /// <summary>What whole documents have to say; nothing in a home that has no keyword index over documents.</summary>
    public DocumentRankings Documents { get; init; } = DocumentRankings.None;

    /// <summary>The index's own fusion, instead of the two; null when it was not asked for or the two are given.</summary>
    public IReadOnlyList<RankedChunk>? Fused { get; init; }
}
