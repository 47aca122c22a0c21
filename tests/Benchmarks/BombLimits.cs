using System.Diagnostics;
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
using RagDocs.TestSupport.Bombs;

namespace RagDocs.Benchmarks;

/// <summary>
/// Every bomb through the real queue with a good document beside it: what becomes of both, the time until the bomb is done with, and the
/// greatest memory of this process and of its children meanwhile.
/// </summary>
internal static class BombLimits
{
    /// <summary>Writes the bombs. Done in a process of its own, as making them takes more memory than the service should.</summary>
    public static async Task<int> MakeAsync(string folder, string? name)
    {
        foreach (var bomb in Chosen(name)) await File.WriteAllBytesAsync(Path.Combine(folder, bomb.FileName), bomb.Make());
        return 0;
    }

    /// <param name="name">File name of the only one to be measured; null for all.</param>
    public static async Task<int> RunAsync(string? name = null)
    {
        using var data = new TempFolder();
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddRetrieval(configuration, data.Path).AddIngest(configuration, data.Path).BuildServiceProvider();
        await using (var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync()) await Catalog.UpgradeAsync(db, CancellationToken.None);
        var setup = services.GetRequiredService<SourceSetup>();
        var source = (await setup.UploadSourceAsync(await setup.AddCollectionAsync("Bench", "", true, default), default))!.Value;
        var bombs = Chosen(name);
        using var files = new TempFolder();
        using (var maker = Process.Start(Environment.ProcessPath!, [typeof(BombLimits).Assembly.Location, "make-bombs", files.Path, .. name is null ? Array.Empty<string>() : [name]]))
        {
            await maker.WaitForExitAsync();
        }

        await TakeAsync(services, source, "first.txt", new MemoryStream("Warm."u8.ToArray()));
        await services.GetRequiredService<IngestWorker>().DrainAsync(CancellationToken.None);

        Console.WriteLine("| bomb | file | becomes | with parts | s | peak MB | child peak MB |\n|---|---|---|---|---|---|---|");
        for (var i = 0; i < bombs.Count; i++) await OneAsync(services, source, bombs[i], files.File(bombs[i].FileName), i);
        return 0;
    }

    private static List<Bomb> Chosen(string? name) => [.. Bomb.All.Where(b => name is null || b.FileName == name)];

    private static async Task OneAsync(ServiceProvider services, long source, Bomb bomb, string path, int number)
    {
        await TakeAsync(services, source, bomb.FileName, File.OpenRead(path));
        var good = $"good {number}.txt";
        await TakeAsync(services, source, good, new MemoryStream("Travel is paid."u8.ToArray()));
        using var memory = new PeakMemory();
        var clock = Stopwatch.StartNew();
        await services.GetRequiredService<IngestWorker>().DrainAsync(CancellationToken.None);
        var seconds = clock.Elapsed.TotalSeconds;

        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        var document = await db.Documents.SingleAsync(d => d.Path == bomb.FileName);
        var parts = (await db.PartsOfAsync([document.Id], CancellationToken.None)).Count;
        if ((await db.Documents.SingleAsync(d => d.Path == good)).State != DocumentState.Indexed) Console.Error.WriteLine($"{good} was not indexed beside {bomb.FileName}.");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {bomb.Name} | {new FileInfo(path).Length / 1024.0:N0} KB | {document.State} | {parts} | {seconds:0.0} | {memory.Own:N0} | {memory.Child:N0} |"));
    }

    private static async Task TakeAsync(ServiceProvider services, long source, string path, Stream content)
    {
        await using (content)
        {
            var run = await services.GetRequiredService<Runs>().OpenAsync(RunKind.Upload, "Bench", source, CancellationToken.None);
            await services.GetRequiredService<FileIntake>().TakeAsync(source, run, path, content, null, CancellationToken.None);
        }
    }
}
