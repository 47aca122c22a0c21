using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Vectors.Qdrant.Wire;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Puts a question to Qdrant: one request, whatever is wanted of it. The asker's rights stand in every single search of it.</summary>
internal sealed class QdrantSearch(QdrantConnection qdrant, QdrantLedger ledger, IOptions<QdrantOptions> options)
{
    private const int MostCounts = 1_000;

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <param name="collection">What is known of the collection; null when it was not opened yet.</param>
    /// <param name="under">Its name or the alias.</param>
    public async Task<ChunkRankings> SearchAsync(ChunkQuery query, QdrantCollection? collection, string under, CancellationToken cancellationToken)
    {
        var filter = Filter.Scope(query.Scope);
        var languages = collection is null ? default : ledger.Languages(collection.Name);
        var byKeyword = TermWeighting.OfQuestion(query.Text, languages) is { } terms ? new Query(terms, PointVectors.Keywords, filter, query.Top) : null;
        var byMeaning = query.Vector.Span.ContainsAnyExcept(0f)
            ? new Query(query.Vector, PointVectors.Meaning, filter, query.Top, new SearchParams(options.Value.Exact))
            : null;
        var counting = CountAsync(query.Scope, collection, under, cancellationToken);
        var found = query.Fusion is { } fusion && byKeyword is not null && byMeaning is not null
            ? await FusedAsync(query, fusion, byKeyword, byMeaning, under, cancellationToken)
            : await SeparateAsync(query, byKeyword, byMeaning, under, cancellationToken);
        return found with { Searched = await counting };
    }

    /// <summary>Counts again from now on: chunks have changed.</summary>
    public void ForgetCounts() => _counts.Clear();

    private static string Path(string collection, string operation) => $"collections/{collection}/points/{operation}";

    private async Task<ChunkRankings> FusedAsync(
        ChunkQuery query, RankFusion fusion, Query byKeyword, Query byMeaning, string under, CancellationToken cancellationToken)
    {
        IReadOnlyList<double>? weights = fusion.KeywordWeight.Equals(fusion.MeaningWeight) ? null : [fusion.KeywordWeight, fusion.MeaningWeight];
        var hybrid = new Query(
            new Wire.Fusion(new Rrf(fusion.RankConstant + 1, weights)), Using: null, byKeyword.Filter, query.Top, Prefetch: [byKeyword, byMeaning]);
        var result = await qdrant.AskAsync<QueryResult>(HttpMethod.Post, Path(under, "query"), hybrid, cancellationToken);
        return new ChunkRankings([], [], 0) { Fused = Ranked(result) };
    }

    private async Task<ChunkRankings> SeparateAsync(ChunkQuery query, Query? byKeyword, Query? byMeaning, string under, CancellationToken cancellationToken)
    {
        var searches = new[] { byKeyword, byMeaning }.OfType<Query>().ToList();
        if (searches.Count == 0) return new ChunkRankings([], [], 0);
        var results = await qdrant.AskAsync<IReadOnlyList<QueryResult>>(HttpMethod.Post, Path(under, "query/batch"), new QueryBatch(searches), cancellationToken);
        if (results.Count != searches.Count) throw qdrant.Failures.NotUnderstood($"{results.Count} rankings for {searches.Count} searches");
        var rankings = new ChunkRankings(byKeyword is null ? [] : Ranked(results[0]), byMeaning is null ? [] : Ranked(results[^1]), 0);
        if (query.Fusion is null) return rankings;
        // With one ranking there is nothing to fuse: its order is the order.
        return rankings with { Fused = byKeyword is null ? rankings.ByMeaning : rankings.ByKeyword };
    }

    /// <remarks>Equal scores stand in the order of ids, so that a search is repeatable.</remarks>
    private static IReadOnlyList<RankedChunk> Ranked(QueryResult result) =>
        [.. result.Points.Select(p => new RankedChunk(p.Id, p.Score)).OrderByDescending(c => c.Score).ThenBy(c => c.ChunkId)];

    private async Task<int> CountAsync(SearchScope scope, QdrantCollection? collection, string under, CancellationToken cancellationToken)
    {
        if (collection is null) return 0;
        var key = $"{under} {(scope.Collections is { } readable ? string.Join(',', readable.Order()) : "*")}";
        if (_counts.TryGetValue(key, out var known)) return known;
        if (_counts.Count >= MostCounts) _counts.Clear();
        var counted = await qdrant.AskAsync<CountResult>(
            HttpMethod.Post, Path(under, "count"), new Count(Filter.Chunks(collection.Generation, scope)), cancellationToken);
        return _counts[key] = counted.Count;
    }
}
