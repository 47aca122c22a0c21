using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Nightly;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Nightly;

public sealed class RemovedDocumentsPurgeTests : IAsyncLifetime
{
    private IngestServices _ingest = null!;

    public async ValueTask InitializeAsync() => _ingest = await IngestServices.CreateAsync();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task BeforeTheGraceTimeIsOverADocumentCanBeBroughtBack()
    {
        var document = await IndexedAsync("a.txt", "A text.");
        await RemoveAsync(document);
        _ingest.Time.Advance(TimeSpan.FromDays(29));

        Assert.Equal(0, (await PurgeAsync()).Documents);

        await _ingest.Get<DocumentActions>().RestoreAsync([document], CancellationToken.None);
        await using var db = _ingest.Db();
        Assert.True(await db.Chunks.AllAsync(c => c.Searchable));
        Assert.True(File.Exists(_ingest.Get<Originals>().PathOf((await _ingest.DocumentAsync("a.txt")).ContentHash)));
    }

    [Fact]
    public async Task AfterwardsNothingOfItIsLeft()
    {
        var document = await IndexedAsync("a.txt", "A text.");
        await IndexedAsync("b.txt", "Another text.");
        var original = Age(_ingest.Get<Originals>().PathOf((await _ingest.DocumentAsync("a.txt")).ContentHash));
        var picture = Age(Write(Path.Combine("cache", "pages", (await _ingest.DocumentAsync("a.txt")).ContentHash + "-1.png")));
        await RemoveAsync(document);
        _ingest.Time.Advance(TimeSpan.FromDays(31));

        var purged = await PurgeAsync();

        Assert.Equal((1, 1, 0, 2), (purged.Documents, purged.Versions, purged.Kept, purged.Files));
        await using var db = _ingest.Db();
        Assert.Equal(["b.txt"], await db.Documents.Select(d => d.Path).ToListAsync());
        Assert.Equal(1, await db.DocumentVersions.CountAsync());
        Assert.Equal((1, 1), (await db.Chunks.CountAsync(), await db.ChunkVectors.CountAsync()));
        Assert.Equal(1, await db.IngestAttempts.CountAsync());
        Assert.False(File.Exists(original) || File.Exists(picture));
        Assert.True(File.Exists(_ingest.Get<Originals>().PathOf((await _ingest.DocumentAsync("b.txt")).ContentHash)));
    }

    [Fact]
    public async Task AVersionThatACitationNamesStaysWithItsTextAndItsOriginal()
    {
        var document = await IndexedAsync("a.txt", "The first text.");
        await CiteAsync(document);
        var cited = Age(_ingest.Get<Originals>().PathOf((await _ingest.DocumentAsync("a.txt")).ContentHash));
        await IndexedAsync("a.txt", "The second text.");
        var later = Age(_ingest.Get<Originals>().PathOf((await _ingest.DocumentAsync("a.txt")).ContentHash));
        await RemoveAsync(document);
        _ingest.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal((1, 1, 1), Counts(await PurgeAsync()));
        // What was kept is not touched again every night.
        Assert.Equal((0, 0, 0), Counts(await PurgeAsync()));

        await using var db = _ingest.Db();
        Assert.Equal("The first text.", (await db.Citations.Include(c => c.Chunk).SingleAsync()).Chunk!.Text);
        Assert.Equal(0, await db.ChunkVectors.CountAsync());
        Assert.True(File.Exists(cited));
        // The document row still names the later content; nothing reads it any more, and it goes with the citation.
        Assert.Equal((await _ingest.DocumentAsync("a.txt")).ContentHash, string.Concat(later.Split('/')[^2..]));

        static (int, int, int) Counts(PurgeOutcome purged) => (purged.Documents, purged.Versions, purged.Kept);
    }

    [Fact]
    public async Task ADocumentThatCitationsKeepComesBackWhenItsFileDoes()
    {
        var document = await IndexedAsync("a.txt", "The first text.");
        await CiteAsync(document);
        await RemoveAsync(document);
        _ingest.Time.Advance(TimeSpan.FromDays(31));
        await PurgeAsync();

        await IndexedAsync("a.txt", "The first text.");

        await using var db = _ingest.Db();
        Assert.Equal(2, await db.DocumentVersions.CountAsync());
        Assert.Equal(1, await db.Chunks.CountAsync(c => c.Searchable && c.Vector != null));
    }

    [Fact]
    public async Task AFileThatHasJustArrivedIsLeftUntilItsRowIsThere()
    {
        using var content = new MemoryStream("Uploaded, not queued yet."u8.ToArray());
        var stored = await _ingest.Get<Originals>().AddAsync(content, CancellationToken.None);
        File.SetLastWriteTimeUtc(_ingest.Get<Originals>().PathOf(stored.Hash), _ingest.Time.GetUtcNow().UtcDateTime);

        Assert.Equal(0, (await PurgeAsync()).Files);
        _ingest.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await PurgeAsync()).Files);

        Assert.False(Directory.Exists(Path.Combine(_ingest.DataFolder, "trash")) && Directory.EnumerateFiles(Path.Combine(_ingest.DataFolder, "trash")).Any());
    }

    private async Task<long> IndexedAsync(string path, string text)
    {
        var document = (await _ingest.TakeAsync(path, text)).DocumentId!.Value;
        await _ingest.DrainAsync();
        return document;
    }

    private Task RemoveAsync(long document) => _ingest.Get<DocumentActions>().RemoveAsync([document], CancellationToken.None);

    private Task<PurgeOutcome> PurgeAsync() => _ingest.Get<RemovedDocumentsPurge>().RunAsync(CancellationToken.None);

    private async Task CiteAsync(long document)
    {
        await using var db = _ingest.Db();
        var user = new User { UserName = "ada" };
        var chunk = await db.Chunks.SingleAsync(c => c.DocumentId == document && c.Searchable);
        db.Add(user);
        await db.SaveChangesAsync();
        db.Add(new Conversation
        {
            UserId = user.Id, Title = "Q",
            Messages = [new Message { Question = "Q", Citations = [new Citation { Number = 1, DocumentId = document, VersionId = chunk.VersionId, ChunkId = chunk.Id }] }],
        });
        await db.SaveChangesAsync();
    }

    private string Write(string path)
    {
        var full = Path.Combine(_ingest.DataFolder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "picture");
        return full;
    }

    private string Age(string file)
    {
        File.SetLastWriteTimeUtc(file, _ingest.Time.GetUtcNow().UtcDateTime);
        return file;
    }
}
