using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Tests;

/// <summary>The whole chain of stages over an index that knows whole documents.</summary>
public sealed class RankingStagesTests : LibraryTest
{
    [Fact]
    public async Task TheDocumentThatTheQuestionNamesComesBeforeOneThatSaysTheSame()
    {
        var (amber, _) = await LibraryAsync("filings/Amber_2021.md", "filings/Cobalt_2021.md", "The balance sheet shows total assets of 7 million in that year.");
        var result = await SearchAsync("What were the total assets of Amber?", new RetrievalOptions { NearDuplicate = 1.1 });
        Assert.Equal(amber, result.Passages[0].DocumentId);
        Assert.True(Value(result.Passages[0], Evidence.Scope) > Value(result.Passages[1], Evidence.Scope));
    }

    [Fact]
    public async Task AScoreIsTheSumOfItsSharesAndEveryStageIsTimed()
    {
        await LibraryAsync("one.md", "two.md", "Annual leave is thirty days.");
        var result = await SearchAsync("How many days of annual leave?", new RetrievalOptions());
        Assert.All(result.Passages, p => Assert.Equal(p.Score, p.Evidence.Sum(e => e.Share), 1e-9));
        Assert.Equal(["Follow", "Search", "Read text", "Documents", "Words", "Feedback", "Alike", "Cross-encoder", "Join"], result.Stages.Select(s => s.Name));
    }

    [Fact]
    public async Task InAHomeWithoutPhrasesTheTextIsLookedAtForQuotedWords()
    {
        await LibraryAsync("other.md", "third.md", "Leave is annual here.");
        var wanted = await Library.AddAsync("wanted.md", ["All take annual leave."]);
        var result = await SearchAsync("who takes \"annual leave\"?", new RetrievalOptions());
        Assert.Equal(wanted.Id, Assert.Single(result.Passages).DocumentId);
        Assert.Equal(3, (await SearchAsync("who takes \"annual leave?", new RetrievalOptions { NearDuplicate = 1.1 })).Passages.Count);
    }

    [Fact]
    public async Task WeightsCanBeTriedForOneSearch()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        var trial = new RetrievalOptions { KeywordWeight = 2, AlikeWeight = 0 };
        var passage = (await Library.Retriever.SearchAsync(new SearchQuery("annual leave", SearchScope.Everything) { Trial = trial }, default)).Passages[0];
        Assert.Equal(2, passage.Evidence.Single(e => e.Kind == Evidence.Keywords).Share, 1e-9);
        Assert.DoesNotContain(passage.Evidence, e => e.Kind == Evidence.Alike);
    }

    [Fact]
    public async Task ACrossEncoderThatReadsBothHasTheLastWord()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days in the calendar year."]);
        var wanted = await Library.AddAsync("other.md", ["Holidays of our people differ; leave it to the portal."]);
        var retriever = Library.With(new RetrievalOptions(), reranker: new PortalLover());
        var result = await retriever.SearchAsync(new SearchQuery("annual leave", SearchScope.Everything), CancellationToken.None);
        Assert.Equal(wanted.Id, result.Passages[0].DocumentId);
        Assert.Equal([1, 0], result.Passages.Select(p => Value(p, Evidence.CrossEncoder)));
    }

    [Fact]
    public async Task ACrossEncoderThatIsTooSlowIsLeftOutAndToldSo()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        var retriever = Library.With(new RetrievalOptions { CrossEncoderSeconds = 0.05 }, reranker: new Sleeper());
        var result = await retriever.SearchAsync(new SearchQuery("annual leave", SearchScope.Everything), CancellationToken.None);
        Assert.Single(result.Passages);
        Assert.Contains("longer than 0.05 s", Assert.Single(result.Stages, s => s.Problem is not null).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACrossEncoderThatFailsOrMiscountsIsLeftOutAndToldSo()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        foreach (var (reranker, problem) in new (IPassageReranker, string)[] { (new Answering(() => throw new IOException("The socket broke.")), "The socket broke."), (new Answering(() => [1, 2, 3]), "3 scores for 1") })
        {
            var result = await Library.With(new RetrievalOptions(), reranker: reranker).SearchAsync(new SearchQuery("annual leave", SearchScope.Everything), CancellationToken.None);
            Assert.Single(result.Passages);
            Assert.Contains(problem, result.Stages.Single(s => s.Name == "Cross-encoder").Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WithoutAModelInUseNothingIsMissed()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        var result = await Library.With(new RetrievalOptions(), reranker: new Answering(() => null)).SearchAsync(new SearchQuery("annual leave", SearchScope.Everything), CancellationToken.None);
        Assert.All(result.Stages, stage => Assert.Null(stage.Problem));
    }

    [Fact]
    public async Task AnAskerWhoLeavesIsNoFailureOfTheCrossEncoder()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        using var leaving = new CancellationTokenSource();
        var search = Library.With(new RetrievalOptions { CrossEncoderSeconds = 60 }, reranker: new Sleeper(leaving.Cancel))
            .SearchAsync(new SearchQuery("annual leave", SearchScope.Everything), leaving.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
    }

    private static double Value(Passage passage, Evidence kind) => passage.Evidence.Single(e => e.Kind == kind).Value;

    private async Task<(long First, long Second)> LibraryAsync(string first, string second, string text) =>
        ((await Library.AddAsync(first, [text])).Id, (await Library.AddAsync(second, [text])).Id);

    private async Task<SearchResult> SearchAsync(string question, RetrievalOptions options)
    {
        await using var db = Library.Catalog.CreateDbContext();
        var rows = db.Chunks.Where(c => c.Searchable).Select(c => new { c.Id, c.DocumentId, c.CollectionId, c.Version!.Document!.Path, c.Title, c.HeadingPath, c.Text }).ToList();
        var index = new MemoryChunkIndex(
            [.. rows.GroupBy(c => c.DocumentId).Select(d => new IndexedDocument(
                d.Key, d.First().CollectionId, d.First().Path, d.First().Title,
                [.. d.Select(c => new IndexedChunk(c.Id, c.HeadingPath, c.Text, Tests.Library.Embeddings.Embed(c.Text)))]))],
            options);
        return await Library.With(options, index).SearchAsync(new SearchQuery(question, SearchScope.Everything), CancellationToken.None);
    }

    /// <summary>Never answers, whatever its token says.</summary>
    private sealed class Sleeper(Action? asked = null) : IPassageReranker
    {
        public async Task<IReadOnlyList<double>?> ScoreAsync(string question, IReadOnlyList<string> passages, CancellationToken cancellationToken)
        {
            asked?.Invoke();
            await new TaskCompletionSource().Task;
            return null;
        }
    }

    private sealed class Answering(Func<IReadOnlyList<double>?> answer) : IPassageReranker
    {
        public async Task<IReadOnlyList<double>?> ScoreAsync(string question, IReadOnlyList<string> passages, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return answer();
        }
    }

    private sealed class PortalLover : IPassageReranker
    {
        public Task<IReadOnlyList<double>?> ScoreAsync(string question, IReadOnlyList<string> passages, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<double>?>([.. passages.Select(p => p.Contains("portal", StringComparison.Ordinal) ? 9.0 : -9.0)]);
    }
}
