using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Sources;

/// <summary>A server folder that a collection is kept in step with.</summary>
public sealed class SyncedFolder : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private SyncedFolder()
    {
    }

    public IngestServices Ingest { get; private set; } = null!;

    public long Source { get; private set; }

    public string Path => _folder.Path;

    public static async Task<SyncedFolder> CreateAsync(
        FolderSettings? settings = null, Action<IServiceCollection>? replace = null, Dictionary<string, string?>? options = null)
    {
        var folder = new SyncedFolder();
        folder.Ingest = await IngestServices.CreateAsync(new(options ?? []) { ["Ingest:FolderRoots:0"] = folder.Path }, replace);
        folder.Source = await folder.Ingest.Get<SourceSetup>().AddFolderAsync(folder.Ingest.Collection, folder.Path, CancellationToken.None, settings);
        return folder;
    }

    public string Full(string path) => _folder.File(path);

    public void Write(string path, string text) => _folder.Write(path, text);

    public void Delete(string path) => File.Delete(Full(path));

    public void Move(string from, string to)
    {
        if (Directory.Exists(System.IO.Path.Combine(Path, from))) Directory.Move(System.IO.Path.Combine(Path, from), System.IO.Path.Combine(Path, to));
        else File.Move(Full(from), Full(to));
    }

    /// <summary>Brings the folder in step and works through what came of it.</summary>
    public async Task<FolderChanges> SyncAsync(int acceptedRemovals = 0)
    {
        var changes = await Ingest.Get<FolderSync>().RunAsync(Source, CancellationToken.None, acceptedRemovals);
        await Ingest.DrainAsync();
        return changes;
    }

    /// <summary>What the nightly job does with folders.</summary>
    public async Task SyncAtNightAsync()
    {
        var run = await Ingest.Get<Runs>().OpenAsync(RunKind.Nightly, "", null, CancellationToken.None);
        await Ingest.Get<FolderSync>().RunNightlyAsync(run, CancellationToken.None);
    }

    public async Task<RunLine> LastRunAsync() => (await Ingest.Get<Runs>().ListAsync(1, CancellationToken.None)).Single();

    public Task<Document> DocumentAsync(string path) => Ingest.DocumentAsync(path);

    /// <summary>Paths that are in the library now.</summary>
    public async Task<List<string>> PathsAsync()
    {
        await using var db = Ingest.Db();
        return await db.Documents.Where(d => d.RemovedAt == null).OrderBy(d => d.Path).Select(d => d.Path).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Ingest.DisposeAsync();
        _folder.Dispose();
    }
}
