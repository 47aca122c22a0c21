using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Queue;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests;

/// <summary>The real ingest services over a data folder of their own, with a clock the test moves.</summary>
public sealed class IngestServices : IAsyncDisposable
{
    private readonly TempFolder _data;
    private readonly ServiceProvider _provider;
    private bool _borrowed;

    private IngestServices(
        TempFolder data, Dictionary<string, string?> settings, Action<IServiceCollection>? replace, ManualTime? time = null)
    {
        (_data, Time) = (data, time ?? new ManualTime());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddRetrieval(configuration, _data.Path);
        services.AddIngest(configuration, _data.Path);
        replace?.Invoke(services);
        _provider = services.BuildServiceProvider();
    }

    public ManualTime Time { get; }

    public long Collection { get; private set; }

    public long Source { get; private set; }

    public static async Task<IngestServices> CreateAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? replace = null)
    {
        var services = new IngestServices(new TempFolder(), settings ?? [], replace);
        await using var db = services.Db();
        await Catalog.UpgradeAsync(db, CancellationToken.None);
        services.Collection = await services.Get<SourceSetup>().AddCollectionAsync("HR", "", openToEveryone: true, CancellationToken.None);
        services.Source = (await services.Get<SourceSetup>().UploadSourceAsync(services.Collection, CancellationToken.None))!.Value;
        return services;
    }

    public string DataFolder => _data.Path;

    /// <summary>Another process over the same data folder, with other services. To be disposed of before this one.</summary>
    public IngestServices Restarted(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? replace = null) =>
        new(_data, settings ?? [], replace) { Collection = Collection, Source = Source, _borrowed = true };

    /// <summary>The same at the same time: another process that works beside this one.</summary>
    public IngestServices Beside(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? replace = null) =>
        new(_data, settings ?? [], replace, Time) { Collection = Collection, Source = Source, _borrowed = true };

    public T Get<T>() where T : notnull => _provider.GetRequiredService<T>();

    public RagDocsDbContext Db() => Get<IDbContextFactory<RagDocsDbContext>>().CreateDbContext();

    /// <summary>Takes a text file in under a run of its own.</summary>
    public async Task<IntakeResult> TakeAsync(string path, string text)
    {
        var run = await Get<Runs>().OpenAsync(RunKind.Upload, "HR", Source, CancellationToken.None);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Get<FileIntake>().TakeAsync(Source, run, path, content, null, CancellationToken.None);
    }

    public Task DrainAsync() => Get<IngestWorker>().DrainAsync(CancellationToken.None);

    public async Task<Document> DocumentAsync(string path)
    {
        await using var db = Db();
        return await db.Documents.AsNoTracking().SingleAsync(d => d.Path == path);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        if (_borrowed) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
