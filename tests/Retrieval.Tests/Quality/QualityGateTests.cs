using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Quality;

public sealed class QualityGateTests : QualityTest
{
    [Fact]
    public async Task ANewIndexThatFindsLessIsRefusedAndBothMeasurementsAreKept()
    {
        await AskBothAsync();
        var candidate = await BuildAsync(path => [path == "leave.md" ? "This page was moved." : Texts[path]]);

        var refused = await Assert.ThrowsAsync<GenerationSwitchRefusedException>(() => Switch(fewest: 2).SwitchAsync(candidate.Id, CancellationToken.None));

        Assert.True(refused.ByGate);
        Assert.Contains("“Staff” from 1.000 to 0.500 (2 questions); 0.02 is allowed", refused.Message, StringComparison.Ordinal);
        var history = await Measurement().HistoryAsync(Set, CancellationToken.None);
        Assert.Equal([(1L, 1.0, false), (candidate.Id, 0.5, true)], history.Select(r => (r.GenerationId, r.Ndcg, r.Refused)));
        Assert.All(history, r => Assert.Equal(QualityCause.Reindex, r.Cause));
        Assert.Equal(1, (await Library.Generations.ActiveAsync(CancellationToken.None)).Id);
        Assert.Equal(1, Assert.Single(await Sets.ListAsync(CancellationToken.None)).LastRun!.GenerationId);
        Assert.True(await Measurement().IsRefusedAsync(candidate.Id, CancellationToken.None));
        var fallen = (await Measurement().ResultsAsync(history[1].Id, CancellationToken.None))[0];
        Assert.Equal((null, 1), (fallen.FirstRank, fallen.FirstRankBefore));
    }

    [Fact]
    public async Task ANewIndexThatFindsAsMuchIsUsed()
    {
        await AskBothAsync();
        var candidate = await BuildAsync(path => ["House rules.", Texts[path]]);

        await Switch(fewest: 2).SwitchAsync(candidate.Id, CancellationToken.None);

        Assert.Equal(candidate.Id, (await Library.Generations.ActiveAsync(CancellationToken.None)).Id);
        var history = await Measurement().HistoryAsync(Set, CancellationToken.None);
        Assert.Equal([(1L, 1.0, false), (candidate.Id, 1.0, false)], history.Select(r => (r.GenerationId, r.Ndcg, r.Refused)));
    }

    [Fact]
    public async Task ADropWithinTheMarginPasses()
    {
        await AskBothAsync();
        var candidate = await BuildAsync(path => [path == "leave.md" ? "This page was moved." : Texts[path]]);
        await Switch(fewest: 2, largestDrop: 0.5).SwitchAsync(candidate.Id, CancellationToken.None);
        Assert.Equal(candidate.Id, (await Library.Generations.ActiveAsync(CancellationToken.None)).Id);
    }

    [Fact]
    public async Task AFewQuestionsRefuseNothing()
    {
        await AskBothAsync();
        var candidate = await BuildAsync(_ => ["Nothing is left."]);
        await Switch(fewest: 3).SwitchAsync(candidate.Id, CancellationToken.None);
        Assert.Equal(candidate.Id, (await Library.Generations.ActiveAsync(CancellationToken.None)).Id);
        Assert.Empty(await Measurement().HistoryAsync(Set, CancellationToken.None));
    }

    [Fact]
    public async Task APersonOverrulesTheGate()
    {
        await AskBothAsync();
        var candidate = await BuildAsync(_ => ["Nothing is left."]);
        await Switch(fewest: 2).SwitchAsync(candidate.Id, overrule: true, CancellationToken.None);
        Assert.Equal(candidate.Id, (await Library.Generations.ActiveAsync(CancellationToken.None)).Id);
    }

    [Fact]
    public async Task AnIndexThatPassedIsNotMeasuredAgainBecauseADocumentCameMeanwhile()
    {
        await AskBothAsync();
        var candidate = await BuildAsync(path => [Texts[path]]);
        var gate = Gate(fewest: 2, 0.02);
        Assert.Null(await gate.JudgeAsync(candidate, CancellationToken.None));
        Assert.Null(await gate.JudgeAsync(candidate, CancellationToken.None));
        Assert.Equal(2, (await Measurement().HistoryAsync(Set, CancellationToken.None)).Count);
    }

    private async Task AskBothAsync()
    {
        await AskForLeaveAsync();
        await AskAsync("When does the canteen open?", "canteen.md", "The canteen opens at eleven");
    }

    private GenerationSwitch Switch(int fewest, double largestDrop = 0.02) =>
        new(Library.Catalog, TimeProvider.System, prepare: null, Gate(fewest, largestDrop).JudgeAsync);

    private QualityGate Gate(int fewest, double largestDrop) => new(
        Sets, Measurement(), Library.Generations, Library.Retriever, OpenAsync,
        Options.Create(new QualityOptions { FewestQuestions = fewest, LargestDrop = largestDrop }), TimeProvider.System);

    private async Task<Func<SearchQuery, CancellationToken, Task<SearchResult>>> OpenAsync(long id, CancellationToken cancellationToken)
    {
        var candidate = await Library.Generations.CandidateAsync(id, cancellationToken);
        return (query, stop) => Library.Retriever.SearchAsync(query, candidate!, stop);
    }
}
