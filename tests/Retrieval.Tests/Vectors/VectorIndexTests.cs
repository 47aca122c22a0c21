using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;
using RagDocs.Retrieval.Vectors;

namespace RagDocs.Retrieval.Tests.Vectors;

public sealed class VectorIndexTests : LibraryTest
{
    [Fact]
    public async Task TheScanFindsExactlyTheNearestInOrder()
    {
        string[] texts = ["annual leave", "holiday entitlement", "network cable", "printer paper", "vacation days", "tax return", "sick leave"];
        await Library.AddAsync("a.md", texts[..4]);
        await Library.AddAsync("b.md", texts[4..]);
        var query = Embed("how many vacation days");
        var expected = texts.Select((text, i) => (Id: i + 1L, Cosine: Embed(text).Zip(query, (x, y) => x * y).Sum()))
            .OrderByDescending(x => x.Cosine).Take(3).ToList();

        using var index = new VectorIndex(Library.Catalog);
        var found = (await CurrentAsync(index)).Search(query, SearchScope.Everything, 3);
        Assert.Equal(expected.Select(e => e.Id), found.Select(f => f.ChunkId));
        Assert.Equal(expected[0].Cosine, found[0].Score, 1e-5);
    }

    [Fact]
    public async Task VectorsOutsideTheScopeAreNeverComparedAndTakeNoPlaces()
    {
        var mine = await Library.AddAsync("mine.md", ["printer paper"]);
        await Library.AddAsync("foreign.md", ["vacation days", "vacation"]);
        using var index = new VectorIndex(Library.Catalog);
        var vectors = await CurrentAsync(index);
        var scope = SearchScope.Of([mine.CollectionId]);
        Assert.Equal(1, Assert.Single(vectors.Search(Embed("vacation days"), scope, 1)).ChunkId);
        Assert.Equal((1, 0, 3), (vectors.Count(scope), vectors.Count(SearchScope.Nothing), vectors.Count(SearchScope.Everything)));
        Assert.Empty(vectors.Search(Embed("vacation days"), SearchScope.Nothing, 10));
    }

    [Fact]
    public async Task TwoProcessesSeeEachOthersChanges()
    {
        using var one = new VectorIndex(Library.Catalog);
        using var other = new VectorIndex(Library.Catalog);
        Assert.Equal((0, 0), (await CountAsync(one), await CountAsync(other)));

        var document = await Library.AddAsync("a.md", ["vacation days", "sick leave"]);
        Assert.Equal((2, 2), (await CountAsync(one), await CountAsync(other)));

        await Library.ReplaceAsync(document, ["vacation days"]);
        Assert.Equal((1, 1), (await CountAsync(one), await CountAsync(other)));
        Assert.Equal([3L], (await CurrentAsync(one)).Search(Embed("vacation"), SearchScope.Everything, 9).Select(c => c.ChunkId));

        await Library.Index.RemoveAsync(document.Id, CancellationToken.None);
        Assert.Equal((0, 0), (await CountAsync(one), await CountAsync(other)));
        await Library.Index.RestoreAsync(document.Id, CancellationToken.None);
        Assert.Equal((1, 1), (await CountAsync(one), await CountAsync(other)));
    }

    [Fact]
    public async Task ADocumentMovedToAnotherCollectionIsFoundThereOnly()
    {
        var document = await Library.AddAsync("a.md", ["vacation days"]);
        var target = await Library.CollectionAsync();
        using var index = new VectorIndex(Library.Catalog);
        Assert.Equal(1, await CountAsync(index));

        await using var db = Library.Catalog.CreateDbContext();
        await db.Chunks.ExecuteUpdateAsync(c => c.SetProperty(x => x.CollectionId, target));
        db.IndexChanges.Add(new IndexChange { DocumentId = document.Id });
        await db.SaveChangesAsync();

        var vectors = await CurrentAsync(index);
        Assert.Equal((0, 1), (vectors.Count(SearchScope.Of([document.CollectionId])), vectors.Count(SearchScope.Of([target]))));
    }

    [Fact]
    public async Task ASearchGoesOnWithWhatItStartedWithWhileDocumentsChange()
    {
        var document = await Library.AddAsync("a.md", ["vacation days", "sick leave"]);
        using var index = new VectorIndex(Library.Catalog);
        var before = await CurrentAsync(index);
        await Library.ReplaceAsync(document, []);
        Assert.Equal(0, await CountAsync(index));
        Assert.Equal(2, before.Search(Embed("vacation"), SearchScope.Everything, 9).Count);
    }

    [Fact]
    public async Task ManySearchesAndChangesAtOnceEndInTheTrueState()
    {
        using var index = new VectorIndex(Library.Catalog);
        var documents = new List<Document>();
        for (var i = 0; i < 4; i++) documents.Add(await Library.AcceptAsync($"{i}.md"));
        var writers = documents.Select(document => Task.Run(async () =>
        {
            for (var round = 1; round <= 5; round++) await Library.ReplaceAsync(document, Enumerable.Repeat("vacation days", round));
        }));
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 30; round++) await CountAsync(index);
        }));
        await Task.WhenAll([.. writers, .. readers]);
        Assert.Equal(20, await CountAsync(index));
    }

    [Fact]
    public async Task VectorsOfAnotherModelsLengthAreLeftOut()
    {
        var document = await Library.AcceptAsync("a.md");
        await Library.Index.ReplaceAsync(
            Tests.Library.Version(document), [Tests.Library.Chunk("vacation") with { Vector = [1, 0] }], CancellationToken.None);
        using var index = new VectorIndex(Library.Catalog);
        Assert.Equal(0, await CountAsync(index));
    }

    private static float[] Embed(string text) => Tests.Library.Embeddings.Embed(text);

    private static Task<VectorSnapshot> CurrentAsync(VectorIndex index) =>
        index.CurrentAsync(IndexGeneration.First, Tests.Library.Embeddings.Dimensions, CancellationToken.None);

    private static async Task<int> CountAsync(VectorIndex index) => (await CurrentAsync(index)).Count(SearchScope.Everything);
}
