using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Nightly;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Sources;

/// <summary>What a person has removed from a synced folder's documents stays away.</summary>
public sealed class RemovedByAPersonTests : IAsyncLifetime
{
    private SyncedFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _folder = await SyncedFolder.CreateAsync();
        _folder.Write("a.txt", "The first text.");
        _folder.Write("b.txt", "Another text.");
        await _folder.SyncAsync();
        await _folder.Ingest.Get<DocumentActions>().RemoveAsync([(await _folder.DocumentAsync("a.txt")).Id], CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task TheNextSyncDoesNotBringItBack()
    {
        var changes = await _folder.SyncAsync();

        Assert.Equal((0, 0, 0, 1), (changes.Added.Count, changes.Changed.Count, changes.Removed.Count, changes.Unchanged.Count));
        Assert.Equal(["b.txt"], await _folder.PathsAsync());
    }

    [Fact]
    public async Task AFileThatIsOnlyCopiedAgainIsTheSame()
    {
        File.SetLastWriteTimeUtc(_folder.Full("a.txt"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Empty((await _folder.SyncAsync()).Added);
        Assert.Equal(2030, (await _folder.DocumentAsync("a.txt")).SourceModifiedAt!.Value.Year);
    }

    [Fact]
    public async Task AChangedFileComesBackAndIsThenOneLikeAnyOther()
    {
        _folder.Write("a.txt", "The second text.");

        Assert.Equal(["a.txt"], (await _folder.SyncAsync()).Added.Select(f => f.Path));
        Assert.Equal(["a.txt", "b.txt"], await _folder.PathsAsync());

        _folder.Delete("a.txt");
        await _folder.SyncAsync(acceptedRemovals: 1);
        _folder.Write("a.txt", "The second text.");
        await _folder.SyncAsync();
        Assert.Equal(["a.txt", "b.txt"], await _folder.PathsAsync());
    }

    [Fact]
    public async Task APersonBringsItBack()
    {
        await _folder.Ingest.Get<DocumentActions>().RestoreAsync([(await _folder.DocumentAsync("a.txt")).Id], CancellationToken.None);

        Assert.Empty((await _folder.SyncAsync()).Added);
        Assert.Equal(["a.txt", "b.txt"], await _folder.PathsAsync());
    }

    [Fact]
    public async Task ItStaysAwayAfterItWasPurgedAndItsContentIsGone()
    {
        var document = await _folder.DocumentAsync("a.txt");
        var original = _folder.Ingest.Get<Originals>().PathOf(document.ContentHash);
        File.SetLastWriteTimeUtc(original, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _folder.Ingest.Time.Advance(TimeSpan.FromDays(31));

        var purged = await _folder.Ingest.Get<RemovedDocumentsPurge>().RunAsync(CancellationToken.None);
        var again = await _folder.Ingest.Get<RemovedDocumentsPurge>().RunAsync(CancellationToken.None);

        Assert.Equal((1, 1, 0), (purged.Documents, purged.Versions, again.Documents));
        Assert.False(File.Exists(original));
        await using var db = _folder.Ingest.Db();
        Assert.Equal(0, await db.Chunks.CountAsync(c => c.DocumentId == document.Id));
        Assert.Empty((await _folder.SyncAsync()).Added);

        _folder.Write("a.txt", "The second text.");
        await _folder.SyncAsync();
        Assert.Equal(DocumentState.Indexed, (await _folder.DocumentAsync("a.txt")).State);
        Assert.Equal("The second text.", (await db.Chunks.SingleAsync(c => c.DocumentId == document.Id)).Text);
    }
}
