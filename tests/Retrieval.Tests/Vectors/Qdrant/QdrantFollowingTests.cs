using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Vectors.Qdrant;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

public sealed class QdrantFollowingTests : FakeQdrantTest
{
    private const string Alias = "test";

    [Fact]
    public async Task ADocumentIsNeverWithoutPointsWhileItIsExchanged()
    {
        var document = await Library.AddAsync("a.md", ["vacation days", "sick leave"]);
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        var (reached, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        Server.Add(FakeQdrantFault.Held(FakeQdrantHome.IsDelete, reached, release.Task));
        await Library.ReplaceAsync(document, ["vacation days and weeks"]);
        var following = FollowAsync(process);
        await reached.Task;
        Assert.Equal([1L, 2L, 3L], Server.Chunks(Alias));
        release.SetResult();
        await following;
        Assert.Equal([3L], Server.Chunks(Alias));
    }

    [Fact]
    public async Task PointsAreWrittenInBatchesAndTheirTextStaysAtHome()
    {
        await Library.AddAsync("a.md", Enumerable.Range(0, 600).Select(i => $"confidential sentence {i}"));
        await FollowAsync(Home.Open(Library.Catalog));
        Assert.Equal(256, Server.LargestBatch);
        Assert.Equal(600, Server.Chunks(Alias).Count);
        Assert.DoesNotContain("confidential", Server.Sent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("a.md", Server.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProcessThatStartsAnewWritesNothingThatIsThereAlready()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        await FollowAsync(Home.Open(Library.Catalog));
        var before = Upserts();
        await FollowAsync(Home.Open(Library.Catalog));
        Assert.Equal(before, Upserts());
    }

    [Fact]
    public async Task NothingIsAskedOfTheServerWhenNothingHasChanged()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        var before = Server.Requests.Count;
        await FollowAsync(process);
        Assert.Equal(before, Server.Requests.Count);
    }

    [Fact]
    public async Task TheAliasMovesToTheNewGenerationAndTheOldCollectionGoes()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        var first = Server.Aliases[Alias];
        Assert.StartsWith("test_g1_", first, StringComparison.Ordinal);

        var upserts = 0;
        var generation = await ChunkIndexChanges.SwitchAsync(Library, ["vacation days", "sick leave"], async () =>
        {
            var building = (await new GenerationWriter(Library.Catalog).BuildingAsync(CancellationToken.None))!;
            await process.Index.FollowAsync((await Library.Generations.CandidateAsync(building.Id, CancellationToken.None))!, CancellationToken.None);
            // While it is filled the old one is searched, and stays when changes are taken in.
            Assert.Equal(first, Server.Aliases[Alias]);
            Assert.Equal(2, Server.Collections.Count);
            upserts = Upserts();
        });
        await FollowAsync(process);
        Assert.StartsWith($"test_g{generation}_", Server.Aliases[Alias], StringComparison.Ordinal);
        Assert.Equal([Server.Aliases[Alias]], Server.Collections);
        Assert.Equal(2, Server.Chunks(Alias).Count);
        // Only the mark: every chunk was there before the switch.
        Assert.Equal(upserts + 1, Upserts());
    }

    [Fact]
    public async Task OtherWeightsAreAnotherCollection()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        await FollowAsync(Home.Open(Library.Catalog));
        var first = Server.Aliases[Alias];
        await FollowAsync(Home.Open(Library.Catalog, new RetrievalOptions { TitleWeight = 3 }));
        Assert.NotEqual(first, Server.Aliases[Alias]);
        Assert.Equal([Server.Aliases[Alias]], Server.Collections);
    }

    [Fact]
    public async Task CollectionsOfOthersAreLeftAlone()
    {
        Server.Tamper("PUT", "collections/test_g1_mine", """{"vectors":{"dense":{"size":3,"distance":"Cosine"}}}""");
        Server.Tamper("PUT", "collections/tests_g1_00000000", """{"vectors":{"dense":{"size":3,"distance":"Cosine"}}}""");
        await FollowAsync(Home.Open(Library.Catalog));
        Assert.Equal(3, Server.Collections.Count);
    }

    [Fact]
    public async Task ACollectionThatSomebodyDeletedIsBuiltAgainByTheNextSearch()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        Server.Tamper("DELETE", $"collections/{Server.Aliases[Alias]}");
        var found = await AskAsync(process, "vacation");
        Assert.Equal(1, Assert.Single(found.ByKeyword).ChunkId);
        Assert.Equal(1, found.Searched);

        Server.Tamper("DELETE", $"collections/{Server.Aliases[Alias]}");
        await Library.AddAsync("b.md", ["vacation weeks"]);
        Assert.Equal(2, (await AskAsync(process, "vacation")).ByKeyword.Count);
    }

    [Fact]
    public async Task ARestoredCatalogIsNotMixedWithANewerIndex()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        await Library.AddAsync("b.md", ["sick leave"]);
        await FollowAsync(Home.Open(Library.Catalog));
        await using (var db = Library.Catalog.CreateDbContext())
        {
            // As it was before the second document, whose number another one gets now.
            await db.Documents.Where(d => d.Path == "b.md").ExecuteDeleteAsync();
            await db.IndexChanges.Where(c => c.Id > 1).ExecuteDeleteAsync();
            await db.Database.ExecuteSqlRawAsync("DELETE FROM sqlite_sequence");
        }

        var found = await AskAsync(Home.Open(Library.Catalog), "sick leave");
        Assert.Empty(found.ByKeyword);
        Assert.Equal(1, found.Searched);
    }

    [Fact]
    public async Task AWriterThatIsBehindPutsRightWhatItWroteTooLate()
    {
        var document = await Library.AddAsync("a.md", ["vacation days"]);
        var (slow, quick) = (Home.Open(Library.Catalog), Home.Open(Library.Catalog));
        await FollowAsync(slow);
        await FollowAsync(quick);
        var release = await HoldUpsertAsync(slow, document);
        await Library.ReplaceAsync(document, ["third version"]);
        await FollowAsync(quick);
        Assert.Equal([3L], Server.Chunks(Alias));
        release.SetResult();
        await FollowAsync(slow);
        Assert.Equal([3L], Server.Chunks(Alias));
        Assert.DoesNotContain(Server.States(Alias), s => (string?)s["state"] == "writer");
    }

    [Fact]
    public async Task WhatADeadWriterWroteTooLateIsPutRightByTheNextProcess()
    {
        var document = await Library.AddAsync("a.md", ["vacation days"]);
        var (slow, quick) = (Home.Open(Library.Catalog), Home.Open(Library.Catalog));
        await FollowAsync(slow);
        await FollowAsync(quick);
        var release = await HoldUpsertAsync(slow, document);
        await Library.ReplaceAsync(document, ["third version"]);
        await FollowAsync(quick);
        var written = Server.Requests.Count;
        // The request is carried out after all; whoever sent it hears nothing of it.
        Server.Add(FakeQdrantFault.Dropped(r => Server.Requests.Count > written && FakeQdrantHome.IsWrite(r)) with { Times = int.MaxValue });
        release.SetResult();
        await UntilAsync(() => Server.Chunks(Alias).Contains(2));
        slow.Index.Dispose();
        Server.EndFaults();
        Assert.Contains(Server.States(Alias), s => (string?)s["state"] == "writer");

        await FollowAsync(Home.Open(Library.Catalog));
        Assert.Equal([3L], Server.Chunks(Alias));
    }

    [Fact]
    public async Task WhatIsOnlyAcknowledgedIsNotTakenForDone()
    {
        await Library.AddAsync("a.md", ["vacation days"]);
        Server.Add(FakeQdrantFault.AcknowledgedOnly(FakeQdrantHome.IsUpsert) with { Times = 2 });
        await FollowAsync(Home.Open(Library.Catalog));
        Assert.Equal([1L], Server.Chunks(Alias));

        Server.Add(FakeQdrantFault.AcknowledgedOnly(FakeQdrantHome.IsUpsert) with { Times = int.MaxValue });
        await Library.AddAsync("b.md", ["sick leave"]);
        var failure = await Assert.ThrowsAsync<QdrantException>(() => FollowAsync(Home.Open(Library.Catalog)));
        Assert.Equal(QdrantProblem.NotCompleted, failure.Problem);
        Server.EndFaults();
        await FollowAsync(Home.Open(Library.Catalog));
        Assert.Equal([1L, 2L], Server.Chunks(Alias));
    }

    [Fact]
    public async Task AServerWithoutSpaceGoesOnAnsweringAndCatchesUpLater()
    {
        var time = new ManualTime();
        await Library.AddAsync("a.md", ["vacation days"]);
        var process = Home.Open(Library.Catalog, time: time);
        await FollowAsync(process);
        Server.Add(FakeQdrantFault.Status(FakeQdrantHome.IsUpsert, 507) with { Times = int.MaxValue });
        await Library.AddAsync("b.md", ["vacation weeks"]);
        Assert.Equal(1, Assert.Single((await AskAsync(process, "vacation")).ByKeyword).ChunkId);
        var tried = Upserts();
        await AskAsync(process, "vacation");
        Assert.Equal(tried, Upserts());

        Server.EndFaults();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await AskAsync(process, "vacation")).ByKeyword.Count);
    }

    [Fact]
    public async Task VectorsOfAnotherLengthAreToldPlainly()
    {
        var generation = await ActiveAsync();
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        var failure = await Assert.ThrowsAsync<QdrantException>(
            () => Home.Open(Library.Catalog).Index.FollowAsync(generation with { Dimensions = 7 }, CancellationToken.None));
        Assert.Contains("256 numbers, the embedding model makes 7", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A writer that has read the second version but whose points are not written yet.</summary>
    private async Task<TaskCompletionSource> HoldUpsertAsync(QdrantProcess process, Document document)
    {
        await Library.ReplaceAsync(document, ["second version"]);
        var (reached, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        // The first write says that somebody is at it.
        Server.Add(FakeQdrantFault.Held(FakeQdrantHome.IsUpsert, reached, release.Task) with { After = 1 });
        var following = FollowAsync(process);
        await Task.WhenAny(reached.Task, following);
        Assert.True(reached.Task.IsCompleted);
        return release;
    }
}
