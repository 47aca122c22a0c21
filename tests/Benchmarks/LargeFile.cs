using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Benchmarks;

/// <summary>One text file of a given size from file to searchable, and the most memory that took. One size a process.</summary>
internal static class LargeFile
{
    private static readonly string[] Words = "the annual leave of every employee is agreed with their team lead before the year begins and entered in the calendar".Split(' ');

    public static async Task<int> RunAsync(int megabytes)
    {
        using var data = new TempFolder();
        var file = data.File("large.txt");
        Write(file, megabytes << 20);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("Ingest:Readers:MaxCharacters", "500000000"), new("Ingest:Readers:MaxTextMegabytes", "1000"),
            new("Ingest:LeaseSeconds", "3600"), new("Ingest:MaxFileBytes", "2000000000"),
        ]).Build();
        await using var services = new ServiceCollection().AddLogging().AddRetrieval(configuration, data.Path).AddIngest(configuration, data.Path)
            .BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        await Catalog.UpgradeAsync(db, CancellationToken.None);
        var setup = services.GetRequiredService<SourceSetup>();
        var source = (await setup.UploadSourceAsync(await setup.AddCollectionAsync("Bench", "", true, default), default))!.Value;
        var batch = await services.GetRequiredService<Runs>().OpenAsync(RunKind.CommandLine, "Bench", source, default);
        await using (var content = File.OpenRead(file))
        {
            await services.GetRequiredService<FileIntake>().TakeAsync(source, batch, "large.txt", content, null, default);
        }

        var cpu = await CpuTime.OfAsync(() => services.GetRequiredService<IngestWorker>().DrainAsync(default));
        var document = await db.Documents.SingleAsync();
        var chunks = await db.Chunks.CountAsync(c => c.Searchable);
        Console.WriteLine($"{megabytes} MB of text: {document.State}, {chunks} chunks, {cpu:0.0} s CPU, {chunks / cpu:0} chunks a CPU second; peak memory {Peak()} MB");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return document.State == DocumentState.Indexed ? 0 : 1;
    }

    private static void Write(string path, long bytes)
    {
        var random = new Random(1);
        using var file = new StreamWriter(path);
        for (long written = 0, paragraph = 0; written < bytes; paragraph++)
        {
            var text = $"Paragraph {paragraph}: " + string.Join(' ', Enumerable.Range(0, 120).Select(_ => Words[random.Next(Words.Length)])) + ".\n\n";
            file.Write(text);
            written += text.Length;
        }
    }

    private static long Peak() => long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;
}
