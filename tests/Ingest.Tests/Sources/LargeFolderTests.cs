using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval.Generations;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Sources;

/// <summary>The small sister of the benchmark with 20,000 files.</summary>
public sealed class LargeFolderTests
{
    private const int Files = 2_000;

    [Fact]
    public async Task ASecondSyncFindsExactlyWhatChangedAndEmbedsOnlyThat()
    {
        using var embedder = new CountingEmbedder();
        await using var folder = await SyncedFolder.CreateAsync(replace: s => s.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder));
        // The model is tried once before the first document.
        await folder.Ingest.Get<IndexGenerations>().ActiveAsync(CancellationToken.None);
        var probes = embedder.Texts;
        SmallFiles.Write(folder.Path, Files);
        Assert.Equal(Files, (await folder.SyncAsync()).Added.Count);
        Assert.Equal(Files, embedder.Texts - probes);
        var before = await IdsAsync(folder);

        var edit = SmallFiles.Edit(folder.Path, Files);
        var changes = await folder.SyncAsync();

        Assert.Empty(changes.Added);
        Assert.Equal(edit.Changed.Order(StringComparer.Ordinal), changes.Changed.Select(f => f.Path));
        Assert.Equal(edit.MovedFrom.Zip(edit.MovedTo).Order(), changes.Moved.Select(m => (m.From, m.To.Path)).Order());
        Assert.Equal(edit.Removed.Order(StringComparer.Ordinal), changes.Removed.Select(f => f.Path));
        Assert.Equal(Files - 20, changes.Unchanged.Count);
        Assert.Equal(Files + edit.Changed.Count, embedder.Texts - probes);
        var after = await IdsAsync(folder);
        Assert.All(edit.MovedFrom.Zip(edit.MovedTo), move => Assert.Equal(before[move.First], after[move.Second]));
        Assert.Equal(Files - 5, after.Count);
    }

    private static async Task<Dictionary<string, long>> IdsAsync(SyncedFolder folder)
    {
        await using var db = folder.Ingest.Db();
        return await db.Documents.Where(d => d.RemovedAt == null).ToDictionaryAsync(d => d.Path, d => d.Id);
    }
}
