using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests;

/// <summary>Changes of the catalog that a chunk index has to follow, and what it should hold after them.</summary>
internal static class ChunkIndexChanges
{
    public static async Task MoveAsync(TestCatalog catalog, long documentId, long collection)
    {
        await using var db = catalog.CreateDbContext();
        await db.Documents.Where(d => d.Id == documentId).ExecuteUpdateAsync(d => d.SetProperty(x => x.CollectionId, collection));
        await db.Chunks.Where(c => c.DocumentId == documentId).ExecuteUpdateAsync(c => c.SetProperty(x => x.CollectionId, collection));
        db.IndexChanges.Add(new IndexChange { DocumentId = documentId });
        await db.SaveChangesAsync();
    }

    /// <summary>Builds a new generation in which every document has these chunks, and makes it the one that is searched.</summary>
    public static async Task<long> SwitchAsync(Library library, IReadOnlyList<string> texts, Func<Task>? beforeTheSwitch = null)
    {
        Assert.True(await library.Generations.RebuildAsync(CancellationToken.None));
        var writer = new GenerationWriter(library.Catalog);
        var building = (await writer.BuildingAsync(CancellationToken.None))!;
        foreach (var missing in await writer.MissingAsync(building.Id, 100, CancellationToken.None))
        {
            Assert.True(await writer.AddAsync(building.Id, missing, Batches(texts), CancellationToken.None));
        }

        await writer.MissingAsync(building.Id, 1, CancellationToken.None); // Counts how far it is.
        if (beforeTheSwitch is not null) await beforeTheSwitch();
        await new GenerationSwitch(library.Catalog, TimeProvider.System).SwitchAsync(building.Id, CancellationToken.None);
        return building.Id;
    }

    /// <summary>Ids of the chunks that should be found, in order.</summary>
    public static async Task<IReadOnlyList<long>> SearchableAsync(TestCatalog catalog)
    {
        await using var db = catalog.CreateDbContext();
        return await db.Chunks.Where(c => c.Searchable).Select(c => c.Id).Order().ToListAsync();
    }

    /// <summary>Texts of chunks, whether they should be found or not.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> TextsAsync(TestCatalog catalog, IReadOnlyList<long> chunkIds)
    {
        await using var db = catalog.CreateDbContext();
        return await db.Chunks.Where(c => chunkIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Text);
    }

    private static async IAsyncEnumerable<IReadOnlyList<NewChunk>> Batches(IReadOnlyList<string> texts)
    {
        await Task.Yield();
        yield return [.. texts.Select(Library.Chunk)];
    }
}
