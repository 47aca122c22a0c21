using System.Text.Json.Nodes;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Fusion;
using RagDocs.TestSupport.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

public sealed class QdrantSearchTests : FakeQdrantTest
{
    private static readonly string[] Texts =
        ["thirty vacation days", "holiday leave for staff", "vacation of the printer", "network cables", "days of the week", "sick leave days"];

    [Fact]
    public async Task AHybridQuestionIsOneRequestWithTheRightsInEveryPartOfIt()
    {
        var document = await Library.AddAsync("a.md", Texts);
        await Library.AddAsync("b.md", Texts);
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        var before = Server.Requests.Count;
        var found = await AskAsync(process, "vacation days", new RankFusion(60, 1, 1), SearchScope.Of([document.CollectionId]));
        Assert.NotEmpty(found.Fused!);
        Assert.All(found.Fused!, c => Assert.InRange(c.ChunkId, 1, Texts.Length));
        Assert.Equal(["POST collections/test/points/count", "POST collections/test/points/query"], Server.Requests.Skip(before).Order(StringComparer.Ordinal));

        var sent = Server.Bodies.Select(b => JsonNode.Parse(b)).Last(b => b?["prefetch"] is not null)!;
        var expected = $$$"""[{"key":"collection","match":{"any":["{{{document.CollectionId}}}"]}}]""";
        Assert.All([sent, .. sent["prefetch"]!.AsArray()], part => Assert.Equal(expected, part!["filter"]!["must"]!.ToJsonString()));
    }

    [Fact]
    public async Task TheServersFusionIsOursWhenBothCountTheSame()
    {
        await Library.AddAsync("a.md", Texts);
        var process = Home.Open(Library.Catalog);
        var separate = await AskAsync(process, "vacation days of staff");
        Assert.Null(separate.Fused);
        var ours = new[] { separate.ByKeyword, separate.ByMeaning }.SelectMany(ranking => ranking.Select((chunk, i) => (chunk.ChunkId, Score: 1.0 / (60 + i + 1))))
            .GroupBy(c => c.ChunkId).Select(c => new RankedChunk(c.Key, c.Sum(x => x.Score))).OrderByDescending(c => c.Score).ThenBy(c => c.ChunkId).ToList();
        var servers = (await AskAsync(process, "vacation days of staff", new RankFusion(60, 1, 1))).Fused!;
        Assert.Equal(ours.Select(c => c.ChunkId), servers.Select(c => c.ChunkId));
        Assert.All(ours.Zip(servers), x => Assert.Equal(x.First.Score, x.Second.Score, 1e-6));
    }

    [Fact]
    public async Task WithOnlyOneRankingThereIsNothingToFuse()
    {
        await Library.AddAsync("a.md", Texts);
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        var found = await process.Index.SearchAsync(
            await ActiveAsync(), new ChunkQuery("vacation", ReadOnlyMemory<float>.Empty, SearchScope.Everything, 10) { Fusion = new RankFusion(60, 1, 1) }, CancellationToken.None);
        Assert.Equal(found.ByKeyword, found.Fused);
        Assert.Equal([1L, 3L], found.Fused!.Select(c => c.ChunkId).Order());
    }

    [Fact]
    public async Task NothingIsAskedForSomebodyWhoMayReadNothing()
    {
        await Library.AddAsync("a.md", Texts);
        var process = Home.Open(Library.Catalog);
        await FollowAsync(process);
        var before = Server.Requests.Count;
        await process.Index.SearchAsync(await ActiveAsync(), new ChunkQuery("vacation", Library.Embeddings.Embed("vacation"), SearchScope.Nothing, 10), CancellationToken.None);
        Assert.Equal(before, Server.Requests.Count);
    }

    [Fact]
    public async Task AManyCollectionScopeIsOneCondition()
    {
        var document = await Library.AddAsync("a.md", Texts);
        var process = Home.Open(Library.Catalog);
        var scope = SearchScope.Of(Enumerable.Range(1, 3_000).Select(i => (long)i).Append(document.CollectionId));
        Assert.Equal(Texts.Length, (await AskAsync(process, "vacation", scope: scope)).Searched);
    }

    [Fact]
    public async Task WordsAreFoundInTheFormsOfEveryLanguageOfTheDocuments()
    {
        await Library.AddAsync("en.md", ["The employees of the company are entitled to holidays and they can use them when they want."]);
        await Library.AddAsync("de.md", ["Die Mitarbeiter des Unternehmens haben einen Anspruch auf den Urlaub, und sie müssen ihn in dem Jahr nehmen."]);
        var process = Home.Open(Library.Catalog);
        Assert.Equal([1L], (await AskAsync(process, "holiday")).ByKeyword.Select(c => c.ChunkId));
        Assert.Equal([2L], (await AskAsync(process, "Ansprüche")).ByKeyword.Select(c => c.ChunkId));
        Assert.Equal([2L], (await AskAsync(Home.Open(Library.Catalog), "Mitarbeitern")).ByKeyword.Select(c => c.ChunkId));
        Assert.Equal(2, Server.States("test").Count(s => (string?)s["state"] == "language"));
    }

    [Fact]
    public async Task TheTitleCountsAsItsWeightSays()
    {
        await Library.AddAsync("handbook.md", ["holiday pay is paid in may"]);
        await Library.AddAsync("other.md", ["the handbook says nothing"]);
        Assert.Equal([1L, 2L], (await AskAsync(Home.Open(Library.Catalog, new RetrievalOptions { TitleWeight = 5 }), "handbook")).ByKeyword.Select(c => c.ChunkId));
        Assert.Equal([2L], (await AskAsync(Home.Open(Library.Catalog, new RetrievalOptions { TitleWeight = 0 }), "handbook")).ByKeyword.Select(c => c.ChunkId));
    }

    [Fact]
    public async Task TheHealthSaysWhatIsThereAndWhatIsWrong()
    {
        var process = Home.Open(Library.Catalog);
        Assert.Equal((true, "Qdrant 1.19.0, no collection test yet; the first search makes it"), await process.Health.CheckAsync(CancellationToken.None));
        await Library.AddAsync("a.md", Texts);
        await FollowAsync(process);
        var (ok, detail) = await process.Health.CheckAsync(CancellationToken.None);
        Assert.True(ok);
        Assert.Contains("status green", detail, StringComparison.Ordinal);
        Server.Add(FakeQdrantFault.Status(_ => true, 401, plain: "Must provide an API key") with { Times = int.MaxValue, After = 1 });
        (ok, detail) = await process.Health.CheckAsync(CancellationToken.None);
        Assert.False(ok);
        Assert.Contains("Qdrant:ApiKey", detail, StringComparison.Ordinal);
    }
}
