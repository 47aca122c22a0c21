using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval;

/// <summary>Finds the passages that answer a question: keyword search and search by meaning, joined by rank.</summary>
public sealed class Retriever
{
    private readonly IDbContextFactory<RagDocsDbContext> _catalog;
    private readonly IndexGenerations _generations;
    private readonly StaticEmbeddingGenerator? _words;
    private readonly KeywordIndex _keywords;
    private readonly VectorIndex _vectors;
    private readonly RetrievalOptions _options;
    private readonly TimeProvider _time;

    internal Retriever(
        IDbContextFactory<RagDocsDbContext> catalog, IEmbeddingGenerator<string, Embedding<float>> embeddings, IndexGenerations generations,
        KeywordIndex keywords, VectorIndex vectors, IOptions<RetrievalOptions> options, TimeProvider time)
    {
        (_catalog, _generations, _keywords, _vectors, _options, _time) = (catalog, generations, keywords, vectors, options.Value, time);
        // Only a model with one fixed vector for each token can compare word by word.
        _words = embeddings.GetService<StaticEmbeddingGenerator>();
    }

    /// <summary>The passages nearest to the question among those its scope allows. An empty question finds nothing.</summary>
    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            // An index exchanged during the search would show a part of the old and a part of the new: then it is searched again.
            var generation = await _generations.ActiveAsync(cancellationToken);
            var result = await SearchAsync(query, generation, cancellationToken);
            if ((await _generations.ActiveAsync(cancellationToken)).Id == generation.Id) return result with { Elapsed = _time.GetElapsedTime(started) };
        }
    }

    private async Task<SearchResult> SearchAsync(SearchQuery query, ActiveGeneration generation, CancellationToken cancellationToken)
    {
        // 1. Two searches, each confined to what the asker may read.
        var byKeyword = await _keywords.SearchAsync(query.Text, query.Scope, _options.Candidates, _options, cancellationToken);
        var (byMeaning, searched) = await SearchVectorsAsync(query, generation, cancellationToken);

        // 2. One ranking of both, and the text of its best, with the rights checked again where it is read.
        var votes = new[] { new Ranking(byKeyword, _options.KeywordWeight), new Ranking(byMeaning, _options.VectorWeight) };
        var fused = ReciprocalRankFusion.Fuse(_options.RankConstant, votes);
        await using var db = await _catalog.CreateDbContextAsync(cancellationToken);
        var found = await Hydration.ReadAsync(db, [.. fused.Take(_options.Compared)], generation.Id, query.Scope, cancellationToken);

        // 3. A third vote by those who have read the text.
        if (_words is not null) found = Reranked(query.Text, found, votes);

        // 4. What says the same is shown once, what stands together is shown together.
        var passages = Neighbours.Join(NearDuplicates.Drop(found, _options.NearDuplicate), _options.LongestPassage);

        var ranks = new PassageRanks(byKeyword, byMeaning);
        return new SearchResult([.. passages.Take(query.Top).Select(ranks.Passage)], searched, TimeSpan.Zero) { KeywordsOnly = generation.Model is null };
    }

    private IReadOnlyList<FoundChunk> Reranked(string question, IReadOnlyList<FoundChunk> found, IReadOnlyList<Ranking> votes)
    {
        var match = new SoftMatch(_words!, question);
        var read = found.Select(c => c with { Coverage = match.Of(EmbeddingText.For(c.Title, c.HeadingPath, c.Text)) }).ToDictionary(c => c.ChunkId);
        var byWords = read.Values.OrderByDescending(c => c.Coverage).Select(c => new RankedChunk(c.ChunkId, c.Coverage!.Value)).ToList();
        var fused = ReciprocalRankFusion.Fuse(_options.RankConstant, [.. votes, new Ranking(byWords, _options.SoftMatchWeight)]);
        return [.. fused.Where(r => read.ContainsKey(r.ChunkId)).Select(r => read[r.ChunkId] with { Score = r.Score })];
    }

    private async Task<(IReadOnlyList<RankedChunk> Found, int Searched)> SearchVectorsAsync(
        SearchQuery query, ActiveGeneration generation, CancellationToken cancellationToken)
    {
        var vectors = await _vectors.CurrentAsync(generation.Id, generation.Dimensions, cancellationToken);
        var searched = vectors.Count(query.Scope);
        if (generation.Model is not { } model || vectors.Generation != generation.Id) return ([], searched);
        var embedded = await model.Generator.GenerateAsync([query.Text], cancellationToken: cancellationToken);
        var vector = embedded[0].Vector;
        // A question without any known word has no direction: every chunk would be as near. Neither has bare punctuation.
        var askable = vector.Length == vectors.Dimensions && vector.Span.ContainsAnyExcept(0f) && FtsQuery.Words(query.Text).Any();
        return (askable ? vectors.Search(vector.Span, query.Scope, _options.Candidates) : [], searched);
    }
}
