using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests;

/// <summary>What every home of the chunk index must do.</summary>
public abstract class ChunkIndexTests : LibraryTest
{
    private const string Vacation = "Employees receive thirty vacation days a year.";
    private const string Printer = "Printer paper is kept on the second floor.";
    private const string Cables = "Network cables are red between buildings.";

    /// <summary>The index as a process finds it that has just started. What was opened before is still running.</summary>
    private protected abstract Task<IChunkIndex> OpenAsync();

    /// <summary>Follows, and dies after so many writes.</summary>
    /// <returns>False when it came to its end before.</returns>
    private protected abstract Task<bool> FollowAndDieAsync(IChunkIndex index, int writes);

    [Fact]
    public async Task AChunkIsFoundByItsWordsAndByItsMeaning()
    {
        await Library.AddAsync("a.md", [Printer, Vacation, Cables]);
        var index = await OpenAsync();
        Assert.Equal([2L], Ids((await AskAsync(index, "thirty")).ByKeyword));
        var found = await AskAsync(index, "How much holiday leave do staff get?");
        Assert.Equal(2, found.ByMeaning[0].ChunkId);
        Assert.Equal(3, found.Searched);
    }

    [Fact]
    public async Task TheRankingByMeaningIsThatOfTheExactCosine()
    {
        string[] texts = ["annual leave", "holiday entitlement", "network cable", "printer paper", "vacation days", "tax return", "sick leave"];
        await Library.AddAsync("a.md", texts[..4]);
        await Library.AddAsync("b.md", texts[4..]);
        var query = Library.Embeddings.Embed("how many vacation days");
        var expected = texts.Select((text, i) => (Id: i + 1L, Cosine: Library.Embeddings.Embed(text).Zip(query, (x, y) => x * y).Sum()))
            .OrderByDescending(x => x.Cosine).Take(3).ToList();
        var found = (await AskAsync(await OpenAsync(), "how many vacation days", top: 3)).ByMeaning;
        Assert.Equal(expected.Select(e => e.Id), Ids(found));
        Assert.All(expected.Zip(found), x => Assert.Equal(x.First.Cosine, x.Second.Score, 1e-4));
    }

    [Fact]
    public async Task ARareWordCountsMoreThanACommonOneAndAShortChunkMoreThanALongOne()
    {
        await Library.AddAsync("a.md", ["holiday zebra", "holiday plan", "holiday pay", "holiday " + string.Join(' ', Enumerable.Repeat("filler words", 40))]);
        var found = Ids((await AskAsync(await OpenAsync(), "holiday zebra")).ByKeyword);
        Assert.Equal(1, found[0]);
        Assert.Equal(4, found[^1]);
        Assert.Equal(4, found.Count);
    }

    [Fact]
    public async Task AnEmptyIndexAnEmptyQuestionAndAnEmptyScopeFindNothing()
    {
        var index = await OpenAsync();
        AssertNothing(await AskAsync(index, "vacation"));
        await Library.AddAsync("a.md", [Vacation]);
        AssertNothing(await AskAsync(index, "vacation", SearchScope.Nothing));
        var unasked = await index.SearchAsync(await Library.Generations.ActiveAsync(CancellationToken.None), new ChunkQuery("", ReadOnlyMemory<float>.Empty, SearchScope.Everything, 10), CancellationToken.None);
        Assert.Empty(unasked.ByKeyword);
        Assert.Empty(unasked.ByMeaning);
    }

    [Fact]
    public async Task WhatIsOutsideTheScopeIsNeverRankedNotEvenByItsExactWords()
    {
        var mine = await Library.AddAsync("mine.md", [Printer]);
        var other = await Library.AddAsync("other.md", [Vacation, "vacation vacation vacation"]);
        var third = await Library.AddAsync("third.md", [Cables]);
        var index = await OpenAsync();
        var found = await AskAsync(index, Vacation, SearchScope.Of([mine.CollectionId]), top: 1);
        Assert.Empty(found.ByKeyword);
        Assert.Equal([1L], Ids(found.ByMeaning));
        Assert.Equal(1, found.Searched);
        found = await AskAsync(index, Vacation, SearchScope.Of([mine.CollectionId, third.CollectionId, 4711]));
        Assert.DoesNotContain(2L, Ids([.. found.ByKeyword, .. found.ByMeaning]));
        Assert.Equal(2, found.Searched);
        Assert.Equal(2, Ids((await AskAsync(index, "thirty vacation", SearchScope.Of([other.CollectionId]))).ByKeyword)[0]);
    }

    [Fact]
    public async Task AChangeIsSeenByTheNextSearch()
    {
        var index = await OpenAsync();
        var document = await Library.AddAsync("a.md", [Vacation, Printer]);
        Assert.Equal([1L], Ids((await AskAsync(index, "vacation")).ByKeyword));

        await Library.ReplaceAsync(document, [Cables]);
        Assert.Empty((await AskAsync(index, "vacation")).ByKeyword);
        var found = await AskAsync(index, "cables");
        Assert.Equal([3L], Ids(found.ByKeyword));
        Assert.Equal([3L], Ids(found.ByMeaning));
        Assert.Equal(1, found.Searched);

        await Library.Index.RemoveAsync(document.Id, CancellationToken.None);
        AssertNothing(await AskAsync(index, "cables"));
        await Library.Index.RestoreAsync(document.Id, CancellationToken.None);
        Assert.Equal([3L], Ids((await AskAsync(index, "cables")).ByKeyword));
    }

    [Fact]
    public async Task ADocumentMovedToAnotherCollectionIsFoundThereOnly()
    {
        var document = await Library.AddAsync("a.md", [Vacation]);
        var target = await Library.CollectionAsync();
        var index = await OpenAsync();
        Assert.Equal([1L], Ids((await AskAsync(index, "vacation", SearchScope.Of([document.CollectionId]))).ByKeyword));
        await ChunkIndexChanges.MoveAsync(Library.Catalog, document.Id, target);
        AssertNothing(await AskAsync(index, "vacation", SearchScope.Of([document.CollectionId])));
        Assert.Equal([1L], Ids((await AskAsync(index, "vacation", SearchScope.Of([target]))).ByKeyword));
    }

    [Theory]
    [InlineData("Ünïcödé naïve façade", "façade")]
    [InlineData("Договор аренды подписан", "аренды")]
    [InlineData("年次有給休暇は二十日です", "年次有給休暇は二十日です")]
    [InlineData("half a character \ud83d here", "character")]
    [InlineData("emoji 👩‍👩‍👧 family and \0 nul \u202e turned", "family")]
    [InlineData("\"} OR 1=1; {\"match\": *", "match")]
    [InlineData("ISO-9001 and 3M in FY2022", "FY2022")]
    public async Task AnyTextCanBeStoredAndAskedFor(string text, string question)
    {
        await Library.AddAsync("a.md", [text, "something else"]);
        var index = await OpenAsync();
        Assert.Equal([1L], Ids((await AskAsync(index, question)).ByKeyword));
        await AskAsync(index, text);
    }

    [Fact]
    public async Task ChunksWithoutWordsOrWithoutAVectorHarmNothing()
    {
        var document = await Library.AcceptAsync("a.md");
        await Library.Index.ReplaceAsync(
            Library.Version(document), [Library.Chunk("—…—"), Library.Chunk("vacation") with { Vector = [1, 0] }, Library.Chunk("days") with { Vector = [] }, Library.Chunk("vacation days")],
            CancellationToken.None);
        var found = await AskAsync(await OpenAsync(), "vacation");
        Assert.Equal([2L, 4L], Ids(found.ByKeyword).Order());
        Assert.DoesNotContain(2L, Ids(found.ByMeaning));
        Assert.Equal(4, found.ByMeaning[0].ChunkId);
    }

    [Fact]
    public async Task ANewGenerationReplacesTheOldOneForAllProcesses()
    {
        await Library.AddAsync("a.md", [Vacation, Printer]);
        var (one, other) = (await OpenAsync(), await OpenAsync());
        await AskAsync(one, "vacation");
        await AskAsync(other, "vacation");
        var old = await Library.Generations.ActiveAsync(CancellationToken.None);
        // A version's first chunk is written last, so that this one gets the higher id.
        await ChunkIndexChanges.SwitchAsync(Library, [Vacation, Cables]);
        Assert.Equal([4L], Ids((await AskAsync(one, "vacation")).ByKeyword));
        Assert.Equal([4L], Ids((await AskAsync(other, "vacation")).ByKeyword));

        // A search that began before the switch may find nothing, never anything wrong.
        await one.FollowAsync(old, CancellationToken.None);
        await other.FollowAsync(old, CancellationToken.None);
        Assert.Equal(2, (await AskAsync(one, "vacation")).Searched);
        Assert.Equal([4L], Ids((await AskAsync(await OpenAsync(), "vacation")).ByKeyword));
    }

    [Fact]
    public async Task AGenerationIsSearchedOnTrialBeforeAnybodyElseFindsItAndIsReadyWhenItIsSwitchedTo()
    {
        var document = await Library.AddAsync("a.md", [Vacation]);
        var moved = await Library.AddAsync("b.md", [Printer]);
        var index = await OpenAsync();
        await AskAsync(index, "vacation");
        ActiveGeneration? candidate = null;
        await ChunkIndexChanges.SwitchAsync(Library, [Vacation, Cables], async () =>
        {
            candidate = (await Library.Generations.CandidateAsync((await new GenerationWriter(Library.Catalog).BuildingAsync(CancellationToken.None))!.Id, CancellationToken.None))!;
            await index.FollowAsync(candidate, CancellationToken.None);
            var tried = await index.SearchAsync(candidate, Question("vacation", SearchScope.Of([document.CollectionId])), CancellationToken.None);
            Assert.Equal([4L], Ids(tried.ByKeyword));
            Assert.Equal([1L], Ids((await AskAsync(index, "vacation")).ByKeyword));
            // What changes between the trial and the switch is not forgotten.
            await ChunkIndexChanges.MoveAsync(Library.Catalog, moved.Id, document.CollectionId);
        });

        var found = await AskAsync(index, "vacation", SearchScope.Of([document.CollectionId]));
        Assert.Equal(4, found.Searched);
        Assert.Equal([4L, 6L], Ids(found.ByKeyword).Order());
        Assert.Null(await Library.Generations.CandidateAsync(candidate!.Id, CancellationToken.None));
    }

    [Fact]
    public async Task AfterARestartTheSameIsFoundAndWhatChangedMeanwhile()
    {
        var document = await Library.AddAsync("a.md", [Vacation, Printer]);
        await AskAsync(await OpenAsync(), "vacation");
        Assert.Equal([1L], Ids((await AskAsync(await OpenAsync(), "vacation")).ByKeyword));
        await Library.ReplaceAsync(document, [Cables]);
        Assert.Equal([3L], Ids((await AskAsync(await OpenAsync(), "cables vacation")).ByKeyword));
    }

    [Fact]
    public async Task AProcessThatMissedForgottenLinesLoadsEverythingAnew()
    {
        var document = await Library.AddAsync("a.md", [Vacation]);
        var index = await OpenAsync();
        await AskAsync(index, "vacation");
        for (var i = 0; i < 5; i++) await Library.ReplaceAsync(document, [$"{Cables} {i}"]);
        var gone = await Library.AddAsync("gone.md", [Printer]);
        await Library.Index.RemoveAsync(gone.Id, CancellationToken.None);
        await new IndexChangeLog(Library.Catalog).TrimAsync(1, CancellationToken.None);
        var found = await AskAsync(index, "vacation cables printer");
        Assert.Equal([6L], Ids(found.ByKeyword));
        Assert.Equal(1, found.Searched);
    }

    [Fact]
    public async Task WhereverAProcessDiesTheNextOneFinishesItsWork()
    {
        var document = await Library.AddAsync("a.md", [Vacation, Printer]);
        await AskAsync(await OpenAsync(), "vacation");
        var alive = true;
        for (var writes = 0; alive && writes < 20; writes++)
        {
            var running = await OpenAsync();
            await AskAsync(running, "vacation");
            await Library.ReplaceAsync(document, [$"{Vacation} {writes}", $"{Cables} {writes}"]);
            alive = await FollowAndDieAsync(running, writes);
            var version = await ChunkIndexChanges.SearchableAsync(Library.Catalog);
            var found = await AskAsync(await OpenAsync(), "vacation printer cables");
            Assert.Equal(version, Ids(found.ByKeyword).Order());
            Assert.Equal(version, Ids(found.ByMeaning).Order());
            Assert.Equal(version.Count, found.Searched);
        }

        Assert.False(alive);
    }

    [Fact]
    public async Task FollowersAndWritersAtOnceEndInTheTrueState()
    {
        var indexes = new[] { await OpenAsync(), await OpenAsync(), await OpenAsync() };
        var documents = new List<Document>();
        for (var i = 0; i < 4; i++) documents.Add(await Library.AcceptAsync($"{i}.md"));
        var writers = documents.Select(document => Task.Run(async () =>
        {
            for (var round = 1; round <= 5; round++) await Library.ReplaceAsync(document, Enumerable.Repeat("vacation days", round));
        }));
        var readers = indexes.Select(index => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++) await AskAsync(index, "vacation");
        }));
        await Task.WhenAll([.. writers, .. readers]);
        foreach (var index in indexes)
        {
            var found = await AskAsync(index, "vacation", top: 100);
            Assert.Equal(20, found.Searched);
            Assert.Equal(await ChunkIndexChanges.SearchableAsync(Library.Catalog), Ids(found.ByKeyword).Order());
        }
    }

    private protected async Task<ChunkRankings> AskAsync(IChunkIndex index, string question, SearchScope? scope = null, int top = 10)
    {
        var generation = await Library.Generations.ActiveAsync(CancellationToken.None);
        await index.FollowAsync(generation, CancellationToken.None);
        return await index.SearchAsync(generation, Question(question, scope, top), CancellationToken.None);
    }

    private static ChunkQuery Question(string question, SearchScope? scope = null, int top = 10) =>
        new(question, Library.Embeddings.Embed(question), scope ?? SearchScope.Everything, top);

    private protected static IReadOnlyList<long> Ids(IReadOnlyList<RankedChunk> ranking) => [.. ranking.Select(c => c.ChunkId)];

    private static void AssertNothing(ChunkRankings found)
    {
        Assert.Empty(found.ByKeyword);
        Assert.Empty(found.ByMeaning);
        Assert.Equal(0, found.Searched);
    }
}
