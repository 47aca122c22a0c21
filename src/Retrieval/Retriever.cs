using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Feedback;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Lexical;
using RagDocs.Retrieval.Reading;
using RagDocs.Retrieval.Scope;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval;

/// <summary>
/// Finds the passages that answer a question: two searches put chunks forward, then everything that speaks for a chunk is added up. Each
/// stage adds one or a few kinds of <see cref="Evidence"/>; docs/benchmarks.md says what each is worth.
/// </summary>
public sealed class Retriever
{
    private readonly IDbContextFactory<RagDocsDbContext> _catalog;
    private readonly StaticEmbeddingGenerator _words;
    private readonly IndexGenerations _generations;
    private readonly IChunkIndex _index;
    private readonly CrossEncoding _crossEncoding;
    private readonly CollectionOptions _options;
    private readonly TokenizedTexts _texts;
    private readonly TimeProvider _time;

    /// <param name="words">A model with one fixed vector for each token: it reads candidates, whatever model the index was made with.</param>
    internal Retriever(
        IDbContextFactory<RagDocsDbContext> catalog, StaticEmbeddingGenerator words, IndexGenerations generations, IChunkIndex index,
        CrossEncoding crossEncoding, IOptions<RetrievalOptions> options, TimeProvider time)
    {
        (_catalog, _words, _generations, _index, _crossEncoding, _time) = (catalog, words, generations, index, crossEncoding, time);
        _options = new CollectionOptions(catalog, options.Value);
        _texts = new TokenizedTexts(words.Tokenizer, (long)options.Value.TextCacheMegabytes << 20);
    }

    /// <summary>Which of the words that candidates are read by are near which.</summary>
    internal NearTokens Near => _words.Near;

    /// <summary>The passages nearest to the question among those its scope allows. An empty question finds nothing.</summary>
    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        while (true)
        {
            // An index exchanged during the search would show a part of the old and a part of the new: then it is searched again.
            var generation = await _generations.ActiveAsync(cancellationToken);
            var result = await SearchAsync(query, generation, cancellationToken);
            if ((await _generations.ActiveAsync(cancellationToken)).Id == generation.Id) return result;
        }
    }

    /// <summary>The same in a generation of one's choice: one that is being built is measured so before it takes the other's place.</summary>
    public async Task<SearchResult> SearchAsync(SearchQuery query, ActiveGeneration generation, CancellationToken cancellationToken)
    {
        var clock = new StageClock(_time);
        var result = await SearchAsync(query, generation, clock, cancellationToken);
        return result with { Elapsed = clock.Elapsed, Stages = clock.Stages };
    }

    private async Task<SearchResult> SearchAsync(SearchQuery query, ActiveGeneration generation, StageClock clock, CancellationToken cancellationToken)
    {
        var options = query.Trial ?? await _options.OfAsync(query.Scope, cancellationToken);
        var weights = new EvidenceWeights(options);
        var quoted = new ExactWords(query.Text);

        // 1. Two searches, each confined to what the asker may read.
        await _index.FollowAsync(generation, cancellationToken);
        clock.End("Follow");
        var vector = await EmbedAsync(query.Text, generation, cancellationToken);
        var rankings = await _index.SearchAsync(
            generation, new ChunkQuery(query.Text, vector, query.Scope, options.Candidates) { Options = options }, cancellationToken);
        clock.End("Search");

        // 2. The best of both, with their text; the rights are checked again where it is read.
        var (byKeyword, byMeaning) = (new RankingValues(rankings.ByKeyword, options.Candidates), new RankingValues(rankings.ByMeaning, options.Candidates));
        var candidates = await ReadAsync(Chosen(byKeyword, byMeaning, options, all: !quoted.IsEmpty), generation, query, cancellationToken);
        if (!quoted.IsEmpty) candidates = [.. candidates.Where(c => quoted.StandIn(c.Chunk.Text, c.Chunk.HeadingPath, c.Chunk.Title)).Take(options.Compared)];
        foreach (var candidate in candidates)
        {
            candidate.Add(Evidence.Keywords, byKeyword.Of(candidate.Chunk.ChunkId), weights);
            candidate.Add(Evidence.Meaning, byMeaning.Of(candidate.Chunk.ChunkId), weights);
        }

        clock.End("Read text");

        // 3. What their documents, their own words, the best of them and their like say.
        if (candidates.Count > 0)
        {
            DocumentEvidence.Add(candidates, rankings.Documents, weights);
            clock.End("Documents");
            TextEvidence.Add(candidates, _texts, _words, query.Text, weights);
            clock.End("Words");
            TokenFeedback.Add(candidates, weights);
            clock.End("Feedback");
            AlikeChunks.Raise(candidates, weights);
            clock.End("Alike");
            clock.End("Cross-encoder", problem: await _crossEncoding.AddAsync(candidates, query.Text, options, weights, cancellationToken));
        }

        // 4. What says the same is shown once, what stands together is shown together.
        var ranked = candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Chunk.ChunkId).Select(c => c.Ranked(weights)).ToList();
        var passages = Neighbours.Join(ranked, new NearDuplicates(ranked, options.NearDuplicate), options.LongestPassage, query.Top);
        clock.End("Join");
        var ranks = new PassageRanks(rankings.ByKeyword, rankings.ByMeaning);
        return new SearchResult([.. passages.Select(ranks.Passage)], rankings.Searched, TimeSpan.Zero)
        {
            KeywordsOnly = generation.Model is null, AlsoSearched = rankings.Expansions,
        };
    }

    private static IReadOnlyList<RankedChunk> Chosen(RankingValues byKeyword, RankingValues byMeaning, RetrievalOptions options, bool all) =>
        [.. byKeyword.ChunkIds.Union(byMeaning.ChunkIds)
            .Select(id => new RankedChunk(id, (options.KeywordWeight * byKeyword.Of(id)) + ((options.VectorWeight + options.WindowWeight) * byMeaning.Of(id))))
            .OrderByDescending(c => c.Score).ThenBy(c => c.ChunkId).Take(all ? int.MaxValue : options.Compared)];

    private async Task<IReadOnlyList<Candidate>> ReadAsync(
        IReadOnlyList<RankedChunk> chosen, ActiveGeneration generation, SearchQuery query, CancellationToken cancellationToken)
    {
        await using var db = await _catalog.CreateDbContextAsync(cancellationToken);
        return [.. (await Hydration.ReadAsync(db, chosen, generation.Id, query.Scope, cancellationToken)).Select(c => new Candidate(c))];
    }

    private static async Task<ReadOnlyMemory<float>> EmbedAsync(string question, ActiveGeneration generation, CancellationToken cancellationToken)
    {
        if (generation.Model is not { } model) return default;
        var embedded = await model.Generator.GenerateAsync([question], cancellationToken: cancellationToken);
        var vector = embedded[0].Vector;
        // A question without any known word has no direction: every chunk would be as near. Neither has bare punctuation.
        return vector.Span.ContainsAnyExcept(0f) && PlainWords.Of(question).Any() ? vector : default;
    }
}
