using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval;

/// <summary>Searches the catalog's own keyword table and the vectors beside it. It knows nothing of whole documents.</summary>
internal sealed class CatalogChunkIndex(KeywordIndex keywords, VectorIndex vectors, RetrievalOptions options) : IChunkIndex
{
    private volatile ActiveGeneration? _generation;

    /// <summary>Both searches look for changes by themselves.</summary>
    public Task FollowAsync(ActiveGeneration generation, CancellationToken cancellationToken)
    {
        _generation = generation;
        return Task.CompletedTask;
    }

    public async Task<ChunkRankings> SearchAsync(ChunkQuery query, CancellationToken cancellationToken)
    {
        var generation = _generation ?? throw new InvalidOperationException("No generation was followed yet.");
        var byKeyword = await keywords.SearchAsync(query.Text, query.Scope, query.Top, options, cancellationToken);
        var current = await vectors.CurrentAsync(generation.Id, generation.Dimensions, cancellationToken);
        var comparable = current.Generation == generation.Id && query.Vector.Length == current.Dimensions && query.Vector.Length > 0;
        var byMeaning = comparable ? current.Search(query.Vector.Span, query.Scope, query.Top) : [];
        return new ChunkRankings(byKeyword, byMeaning, current.Count(query.Scope));
    }
}
