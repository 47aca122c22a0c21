using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Benchmarks;

/// <summary>A server folder of many small files: the first sync and its indexing, then a second sync with 10 changed, 5 moved and 5 removed files.</summary>
internal static class FolderOfFiles
{
    /// <param name="folder">Where the files are written; it must not exist yet.</param>
    public static async Task<int> RunAsync(int files, string folder)
    {
        folder = Path.GetFullPath(folder);
        if (Directory.Exists(folder)) throw new ArgumentException($"{folder} exists already. Name a folder that may be made.", nameof(folder));
        SmallFiles.Write(folder, files);
        using var data = new TempFolder();
        using var embedder = new CountedEmbedder(StaticEmbeddingGenerator.LoadBuiltIn());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Ingest:FolderRoots:0", folder)]).Build();
        await using var services = new ServiceCollection().AddLogging().AddRetrieval(configuration, data.Path).AddIngest(configuration, data.Path)
            .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder).BuildServiceProvider();
        await using (var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync()) await Catalog.UpgradeAsync(db, default);
        var setup = services.GetRequiredService<SourceSetup>();
        var source = await setup.AddFolderAsync(await setup.AddCollectionAsync("Bench", "", true, default), folder, default);

        await SyncAsync(services, source, embedder, "first");
        await SyncAsync(services, source, embedder, "nothing changed");
        var before = await IdsAsync(services);
        var edit = SmallFiles.Edit(folder, files);
        var changes = await SyncAsync(services, source, embedder, "second");
        var after = await IdsAsync(services);

        var exact = changes.Added.Count == 0
            && changes.Changed.Select(f => f.Path).ToHashSet().SetEquals(edit.Changed)
            && changes.Moved.Select(m => (m.From, m.To.Path)).ToHashSet().SetEquals(edit.MovedFrom.Zip(edit.MovedTo))
            && changes.Removed.Select(f => f.Path).ToHashSet().SetEquals(edit.Removed);
        var same = edit.MovedFrom.Zip(edit.MovedTo).All(move => before[move.First] == after[move.Second]);
        Console.WriteLine($"found exactly those: {exact}; moved files are the same documents: {same}; peak memory {Environment.WorkingSet >> 20} MB now");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return exact && same ? 0 : 1;
    }

    private static async Task<FolderChanges> SyncAsync(ServiceProvider services, long source, CountedEmbedder embedder, string name)
    {
        var (start, cpu, embedded) = (TimeProvider.System.GetTimestamp(), CpuTime.Now(), embedder.Texts);
        var changes = await services.GetRequiredService<FolderSync>().RunAsync(source, default);
        var (synced, syncedCpu) = (TimeProvider.System.GetElapsedTime(start), CpuTime.Now() - cpu);
        Console.WriteLine($"{name}: {changes.Added.Count} added, {changes.Changed.Count} changed, {changes.Moved.Count} moved, {changes.Removed.Count} removed; "
            + $"sync {synced.TotalSeconds:0.0} s ({syncedCpu:0.0} s CPU)");
        await services.GetRequiredService<IngestWorker>().DrainAsync(default);
        Console.WriteLine($"{name}: until indexed {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s "
            + $"({CpuTime.Now() - cpu:0.0} s CPU); {embedder.Texts - embedded} passages embedded");
        return changes;
    }

    private static async Task<Dictionary<string, long>> IdsAsync(ServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        return await db.Documents.Where(d => d.RemovedAt == null).ToDictionaryAsync(d => d.Path, d => d.Id);
    }

    private sealed class CountedEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        private int _texts;

        public int Texts => _texts;

        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var texts = values.ToList();
            Interlocked.Add(ref _texts, texts.Count);
            return base.GenerateAsync(texts, options, cancellationToken);
        }
    }
}
