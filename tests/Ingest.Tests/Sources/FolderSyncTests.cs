using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Nightly;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Sources;

public sealed class FolderSyncTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private IngestServices _ingest = null!;
    private long _source;

    public async ValueTask InitializeAsync()
    {
        _ingest = await IngestServices.CreateAsync(new() { ["Ingest:FolderRoots:0"] = _folder.Path });
        _source = await _ingest.Get<SourceSetup>().AddFolderAsync(_ingest.Collection, _folder.Path, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _ingest.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AFolderIsBroughtInStepByWhatWasAddedChangedMovedAndRemoved()
    {
        foreach (var name in new[] { "stays.txt", "changes.txt", "moves.txt", "goes.txt" }) _folder.Write(name, $"The first text of {name}.");
        await SyncAsync();
        _folder.Write("changes.txt", "Another text.");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "deep"));
        File.Move(Path.Combine(_folder.Path, "moves.txt"), Path.Combine(_folder.Path, "deep", "moved.txt"));
        File.Delete(Path.Combine(_folder.Path, "goes.txt"));
        _folder.Write("new.txt", "A new text.");

        var changes = await SyncAsync();

        Assert.Equal(["new.txt"], changes.Added.Select(f => f.Path));
        Assert.Equal(["changes.txt"], changes.Changed.Select(f => f.Path));
        Assert.Equal(["moves.txt"], changes.Moved.Select(m => m.From));
        Assert.Equal(["goes.txt"], changes.Removed.Select(f => f.Path));
        Assert.Equal(["stays.txt"], changes.Unchanged.Select(f => f.Path));
        await using var db = _ingest.Db();
        var texts = await db.Chunks.Where(c => c.Searchable).Select(c => c.Text).ToListAsync();
        Assert.Equal(
            new[] { "A new text.", "Another text.", "The first text of moves.txt.", "The first text of stays.txt." }, texts.Order(StringComparer.Ordinal));
        Assert.Equal(1, (await _ingest.DocumentAsync("deep/moved.txt")).Attempts);
    }

    [Fact]
    public async Task NothingIsTouchedWhenTooMuchWouldVanish()
    {
        for (var i = 0; i < 10; i++) _folder.Write($"{i}.txt", $"Text {i}");
        await SyncAsync();
        for (var i = 0; i < 6; i++) File.Delete(Path.Combine(_folder.Path, $"{i}.txt"));

        await SyncAsync();

        await using var db = _ingest.Db();
        Assert.Equal(10, await db.Documents.CountAsync(d => d.RemovedAt == null));
        var run = (await _ingest.Get<Runs>().ListAsync(1, CancellationToken.None)).Single();
        Assert.Equal(RunState.NeedsAttention, run.State);
        Assert.Contains("60 %", run.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsGoneIsAQuestionAndNotARemoval()
    {
        _folder.Write("a.txt", "Text");
        await SyncAsync();
        Directory.Delete(_folder.Path, recursive: true);
        var changes = await _ingest.Get<FolderSync>().RunAsync(_source, CancellationToken.None);
        Directory.CreateDirectory(_folder.Path);
        Assert.True(changes.FolderMissing);
        Assert.Null((await _ingest.DocumentAsync("a.txt")).RemovedAt);
    }

    [Fact]
    public async Task TheNightlyRunIsOneReportAndAStoppedFolderHasALineOfItsOwn()
    {
        for (var i = 0; i < 10; i++) _folder.Write($"{i}.txt", $"Text {i}");
        await _ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None);
        var first = (await _ingest.Get<Runs>().ListAsync(10, CancellationToken.None)).Single();
        Assert.Equal((RunKind.Nightly, RunState.Done, 10), (first.Kind, first.State, first.Report.Added));

        for (var i = 0; i < 6; i++) File.Delete(Path.Combine(_folder.Path, $"{i}.txt"));
        await _ingest.Get<NightlyReindex>().RunAsync(CancellationToken.None);
        var stopped = (await _ingest.Get<Runs>().ListAsync(10, CancellationToken.None)).Single(r => r.State == RunState.NeedsAttention);
        Assert.Equal((RunKind.FolderSync, _folder.Path), (stopped.Kind, stopped.Subject));
    }

    [Fact]
    public async Task LinksAndHiddenFilesAreNotFollowed()
    {
        using var outside = new TempFolder();
        outside.Write("secret.txt", "Secret");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.txt"), Path.Combine(outside.Path, "secret.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "linked"), outside.Path);
        _folder.Write(".hidden.txt", "Hidden");
        _folder.Write("seen.txt", "Seen");
        Assert.Equal(["seen.txt"], (await SyncAsync()).Added.Select(f => f.Path));
    }

    [Fact]
    public async Task AFileThatComesBackIsSearchableAgain()
    {
        _folder.Write("a.txt", "Text");
        await SyncAsync();
        File.Delete(Path.Combine(_folder.Path, "a.txt"));
        await SyncAsync();
        Assert.NotNull((await _ingest.DocumentAsync("a.txt")).RemovedAt);
        _folder.Write("a.txt", "Text");
        await SyncAsync();
        await using var db = _ingest.Db();
        Assert.Equal("Text", (await db.Chunks.SingleAsync(c => c.Searchable)).Text);
    }

    [Theory]
    [InlineData("relative/folder")]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("/no/such/folder")]
    public async Task AFolderOutsideTheAllowedRootsIsRefused(string path) =>
        await Assert.ThrowsAsync<SetupException>(() => _ingest.Get<SourceSetup>().AddFolderAsync(_ingest.Collection, path, CancellationToken.None));

    [Fact]
    public async Task ALinkOutOfTheRootsIsRefused()
    {
        var link = Path.Combine(_folder.Path, "etc");
        Directory.CreateSymbolicLink(link, "/etc");
        await Assert.ThrowsAsync<SetupException>(() => _ingest.Get<SourceSetup>().AddFolderAsync(_ingest.Collection, link, CancellationToken.None));
    }

    private async Task<FolderChanges> SyncAsync()
    {
        var changes = await _ingest.Get<FolderSync>().RunAsync(_source, CancellationToken.None);
        await _ingest.DrainAsync();
        return changes;
    }
}
