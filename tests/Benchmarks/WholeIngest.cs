using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest;
using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Benchmarks;

/// <summary>A folder from files to searchable chunks, through the real queue, into a catalog of its own.</summary>
internal static class WholeIngest
{
    private const int Runs = 5;

    /// <summary>While the program is still being compiled, twice, a run costs up to twice what it costs a service that has run for a minute.</summary>
    private const int WarmUps = 4;

    public static async Task<int> RunAsync(string folder)
    {
        var pdfs = Directory.GetFiles(folder, "*.pdf", SearchOption.AllDirectories);
        var ratios = new List<double>();
        for (var run = 1 - WarmUps; run <= Runs; run++)
        {
            await StagesAsync(folder, run);
            var bare = await CpuTime.OfAsync(() => PdfReading.BareAsync(pdfs));
            var ours = await OnceAsync(folder, run);
            if (pdfs.Length == 0) continue;
            Console.WriteLine($"{(run == 1 - WarmUps ? "cold" : $"run {run}")}: pdftotext alone {bare:0.00} s CPU, {bare / ours:0.00} of its pages a CPU second");
            if (run > 0) ratios.Add(bare / ours);
        }

        if (ratios.Count > 0) Console.WriteLine($"median of {Runs}: {CpuTime.Median(ratios):0.00} of the pages a CPU second of pdftotext alone");
        return 0;
    }

    private static async Task StagesAsync(string folder, int run)
    {
        var readers = new DocumentReaders(new ReaderOptions());
        var chunker = new Chunker(new ChunkerOptions(), TokenEstimate.Count);
        using var generator = StaticEmbeddingGenerator.LoadBuiltIn();
        var texts = new List<DocumentText>();
        var chunks = new List<ChunkDraft>();
        var read = await CpuTime.OfAsync(async () =>
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                if (await TryReadAsync(readers, file) is { } text) texts.Add(text);
            }
        });
        var chunk = await CpuTime.OfAsync(() => Task.Run(() => texts.ForEach(t => chunks.AddRange(chunker.Split(t)))));
        var embed = await CpuTime.OfAsync(() => Task.Run(() => chunks.ForEach(c => generator.Embed(c.Text))));
        Console.WriteLine($"run {run}: alone, reading {read:0.00} s, chunking {chunk:0.00} s, embedding {embed:0.00} s CPU");
    }

    private static async Task<DocumentText?> TryReadAsync(DocumentReaders readers, string file)
    {
        try
        {
            return await readers.ReadAsync(file, Path.GetFileName(file), default);
        }
        catch (DocumentReadException)
        {
            return null;
        }
    }

    private static async Task<double> OnceAsync(string folder, int run)
    {
        using var data = new TempFolder();
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddRetrieval(configuration, data.Path).AddIngest(configuration, data.Path)
            .BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        await Catalog.UpgradeAsync(db, CancellationToken.None);
        var setup = services.GetRequiredService<SourceSetup>();
        var source = (await setup.UploadSourceAsync(await setup.AddCollectionAsync("Bench", "", true, default), default))!.Value;
        var batch = await services.GetRequiredService<Runs>().OpenAsync(RunKind.CommandLine, "Bench", source, default);
        var clock = TimeProvider.System.GetTimestamp();
        var intake = await CpuTime.OfAsync(async () =>
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                await using var content = File.OpenRead(file);
                await services.GetRequiredService<FileIntake>().TakeAsync(source, batch, Path.GetRelativePath(folder, file), content, null, default);
            }
        });
        var drain = await CpuTime.OfAsync(() => services.GetRequiredService<IngestWorker>().DrainAsync(default));
        // The search index takes in what was indexed; a running service does that in the background.
        var follow = await CpuTime.OfAsync(() => services.GetRequiredService<Retriever>().SearchAsync(new SearchQuery("first question", SearchScope.Everything), default));
        var (documents, chunks, pages) = (await db.Documents.CountAsync(), await db.Chunks.CountAsync(), await db.DocumentVersions.SumAsync(v => v.Pages ?? 0));
        Console.WriteLine($"run {run}: {documents} documents, {pages} pages, {chunks} chunks; taking in {intake:0.00} s, read to indexed {drain:0.00} s, "
            + $"into the search index {follow:0.00} s CPU; {pages / (drain + follow):0} pages and {chunks / (drain + follow):0} chunks a CPU second from file to searchable; {TimeProvider.System.GetElapsedTime(clock).TotalSeconds:0.0} s in all");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return drain + follow;
    }
}
