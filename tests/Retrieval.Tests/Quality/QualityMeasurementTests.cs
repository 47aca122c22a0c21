using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Quality;

public sealed class QualityMeasurementTests : QualityTest
{
    [Fact]
    public async Task ARunKeepsItsFiguresAndWhatWasInUse()
    {
        await AskForLeaveAsync();
        await AskAsync("When does the canteen open?", "travel.md", "unicorns");
        var run = await RunAsync(new RetrievalOptions { VectorWeight = 0.75, Candidates = 50 });
        Assert.Equal((2, 0.5, 0.5, 0.5), (run.Questions, run.Ndcg, run.RecallAt5, run.ReciprocalRank));
        Assert.Equal((QualityCause.AskedFor, 1L, "Candidates=50, VectorWeight=0.75", false), (run.Cause, run.GenerationId, run.Settings, run.Refused));
        Assert.True(run is { MedianMs: > 0, Model.Length: > 0 });
        Assert.Equal(run.Id, Assert.Single(await Measurement().HistoryAsync(Set, CancellationToken.None)).Id);
        Assert.Equal("", (await RunAsync()).Settings);
        var ofCollection = new RetrievalOptions();
        ofCollection.Collections["Manuals"] = new Dictionary<string, double>(StringComparer.Ordinal) { ["VectorWeight"] = 2 };
        Assert.Equal("Manuals:VectorWeight=2", (await RunAsync(ofCollection)).Settings);
    }

    [Fact]
    public async Task APlaceIsFoundByItsPageWhateverItsWords()
    {
        var report = await Library.AcceptAsync("report.pdf");
        var pages = new[] { "Revenue of the year rose to twelve million.", "The auditors were elected." };
        await Library.Index.ReplaceAsync(
            Library.Version(report), [.. pages.Select((text, i) => Library.Chunk(text) with { Place = new Place(i + 1, null, 0, text.Length) })],
            CancellationToken.None);
        await Sets.AddAsync(Set, "What was the revenue of the year?", null, [new NewPlace(report.Id, 1, "words of another edition")], CancellationToken.None);
        await Sets.AddAsync(Set, "Who were elected as auditors?", null, [new NewPlace(report.Id, 3, "The auditors were elected")], CancellationToken.None);

        var run = await RunAsync();

        Assert.Equal([1, null], run.Results.Select(r => r.FirstRank));
    }

    [Fact]
    public async Task APlaceIsFoundAgainInAnIndexThatIsCutDifferently()
    {
        await AskForLeaveAsync();
        Assert.Equal(1, (await RunAsync()).Ndcg);
        // Two chunks that say nearly the same: only one of them is shown, whichever it is.
        string[] recut =
        [
            "Rules of the house. Everybody has twenty-eight days of annual leave a year. Ask the office in good time and before the summer begins.",
            "Rules of the house. Everybody has twenty-eight days of annual leave a year. Ask the office in good time and before the summer begins!",
        ];
        await ChunkIndexChanges.SwitchAsync(Library, recut);

        var run = await RunAsync();

        Assert.Equal(2, run.GenerationId);
        Assert.NotNull(Assert.Single(run.Results).FirstRank);
    }

    [Fact]
    public async Task OneOfSeveralPlacesIsEnough()
    {
        var places = new[] { "leave.md", "travel.md" }.Select(p => new NewPlace(Documents[p].Id, null, "")).ToList();
        await Sets.AddAsync(Set, LeaveQuestion, null, places, CancellationToken.None);
        Assert.Equal(1, (await RunAsync()).Ndcg);
    }

    [Fact]
    public async Task ThePlaceOfAFoundPassageIsFoundAgain()
    {
        var passage = (await Library.SearchAsync(LeaveQuestion)).Passages[0];
        await Sets.AddAsync(Set, LeaveQuestion, null, [NewPlace.Of(passage)], CancellationToken.None);
        Assert.Equal(1, (await RunAsync()).Ndcg);
        Assert.StartsWith("Everybody has", NewPlace.Of(passage).Quote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QuestionsWhoseDocumentsAreGoneAreNotMeasured()
    {
        await AskForLeaveAsync();
        await AskAsync("When does the canteen open?", "canteen.md", "opens at eleven");
        await RemoveAsync("canteen.md");
        Assert.Equal((1, 1.0), ((await RunAsync()).Questions, (await RunAsync()).Ndcg));

        await RemoveAsync("leave.md");

        await Assert.ThrowsAsync<QualitySetException>(() => RunAsync());
    }

    [Fact]
    public async Task AQuestionOfOneCollectionIsAskedThereOnlyAndClosedCollectionsAreSearchedToo()
    {
        await using (var db = Library.Catalog.CreateDbContext())
        {
            await db.Collections.ExecuteUpdateAsync(c => c.SetProperty(x => x.OpenToEveryone, false));
        }

        await AskForLeaveAsync();
        await Sets.AddAsync(
            Set, "Where are days of annual leave?", Documents["travel.md"].CollectionId, [new NewPlace(Documents["leave.md"].Id, null, "")], CancellationToken.None);
        Assert.Equal([1, null], (await RunAsync()).Results.Select(r => r.FirstRank));
    }

    [Fact]
    public async Task EachQuestionIsComparedWithTheRunBefore()
    {
        var leave = await AskForLeaveAsync();
        var before = await RunAsync();
        var canteen = await AskAsync("When does the canteen open?", "canteen.md", "opens at eleven");
        await Library.ReplaceAsync(Documents["leave.md"], ["Nothing is said of it here."]);
        var told = new List<int>();

        var run = await Measurement().RunAsync(Set, QualityCause.Nightly, new Progress(told), CancellationToken.None);

        var outcomes = await Measurement().ResultsAsync(run.Id, CancellationToken.None);
        Assert.Equal([new QuestionOutcome(leave, LeaveQuestion, null, 0, 1, 1), new QuestionOutcome(canteen, "When does the canteen open?", 1, 1, null, null)], outcomes);
        Assert.Equal([before.Id, run.Id], (await Measurement().HistoryAsync(Set, CancellationToken.None)).Select(r => r.Id));
        Assert.Equal([1, 2], told);
    }

    [Fact]
    public async Task OfOldRunsOnlyTheFiguresAreKept()
    {
        await AskForLeaveAsync();
        var first = await RunAsync();
        for (var i = 0; i < 60; i++) await RunAsync();

        Assert.Empty(await Measurement().ResultsAsync(first.Id, CancellationToken.None));
        var history = await Measurement().HistoryAsync(Set, CancellationToken.None);
        Assert.Equal((61, 1.0), (history.Count, history[0].Ndcg));
        Assert.NotEmpty(await Measurement().ResultsAsync(history[1].Id, CancellationToken.None));
    }

    private async Task RemoveAsync(string path)
    {
        await using var db = Library.Catalog.CreateDbContext();
        await db.Documents.Where(d => d.Path == path).ExecuteUpdateAsync(d => d.SetProperty(x => x.RemovedAt, DateTimeOffset.UnixEpoch));
    }

    private sealed class Progress(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }
}
