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
    public static async Task<int> RunAsync()
    {
        using var data = new TempFolder();
        var configuration = new ConfigurationBuilder().Build();
        await using var services = new ServiceCollection().AddLogging().AddRetrieval(configuration, data.Path).AddIngest(configuration, data.Path).BuildServiceProvider();
        await using (var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync()) await Catalog.UpgradeAsync(db, CancellationToken.None);
        var setup = services.GetRequiredService<SourceSetup>();
        var source = (await setup.UploadSourceAsync(await setup.AddCollectionAsync("Bench", "", true, default), default))!.Value;
        var bombs = Bomb.All.ToList();
        await TakeAsync(services, source, "first.txt", "Warm."u8.ToArray());
        await services.GetRequiredService<IngestWorker>().DrainAsync(CancellationToken.None);

        Console.WriteLine("| bomb | file | becomes | with parts | s | peak MB | child peak MB |\n|---|---|---|---|---|---|---|");
        for (var i = 0; i < bombs.Count; i++) await OneAsync(services, source, bombs[i], i);
        return 0;
    }

    private static async Task OneAsync(ServiceProvider services, long source, Bomb bomb, int number)
    {
        var size = await MakeAsync(services, source, bomb);
        var good = $"good {number}.txt";
        await TakeAsync(services, source, good, "Travel is paid."u8.ToArray());
        GC.Collect();
        using var memory = new PeakMemory();
        var clock = Stopwatch.StartNew();
        await services.GetRequiredService<IngestWorker>().DrainAsync(CancellationToken.None);
        var seconds = clock.Elapsed.TotalSeconds;

        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        var document = await db.Documents.SingleAsync(d => d.Path == bomb.FileName);
        var parts = (await db.PartsOfAsync([document.Id], CancellationToken.None)).Count;
        if ((await db.Documents.SingleAsync(d => d.Path == good)).State != DocumentState.Indexed) Console.Error.WriteLine($"{good} was not indexed beside {bomb.FileName}.");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {bomb.Name} | {size / 1024.0:N0} KB | {document.State} | {parts} | {seconds:0.0} | {memory.Own:N0} | {memory.Child:N0} |"));
    }

    // In a method of its own, so that the bomb's bytes can be collected before the measuring begins.
    private static async Task<int> MakeAsync(ServiceProvider services, long source, Bomb bomb)
    {
        var bytes = bomb.Make();
        await TakeAsync(services, source, bomb.FileName, bytes);
        return bytes.Length;
    }

    private static async Task TakeAsync(ServiceProvider services, long source, string path, byte[] content)
    {
        var run = await services.GetRequiredService<Runs>().OpenAsync(RunKind.Upload, "Bench", source, CancellationToken.None);
        using var stream = new MemoryStream(content);
        await services.GetRequiredService<FileIntake>().TakeAsync(source, run, path, stream, null, CancellationToken.None);
    }
}
