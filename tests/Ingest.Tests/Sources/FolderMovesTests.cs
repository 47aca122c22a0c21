using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Sources;

/// <summary>What was moved stays the same document.</summary>
public sealed class FolderMovesTests
{
    [Fact]
    public async Task AMovedAndRenamedFolderKeepsEveryDocumentWithItsVersions()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        for (var i = 0; i < 20; i++) folder.Write($"old/part{i % 2}/{i}.txt", i < 10 ? $"Own text {i}." : "The same text.");
        await folder.SyncAsync();
        var before = await IdsAsync(folder);
        folder.Move("old", "archive 2025");
        var changes = await folder.SyncAsync();

        Assert.Equal((20, 0, 0, 0), (changes.Moved.Count, changes.Added.Count, changes.Removed.Count, changes.Changed.Count));
        var after = await IdsAsync(folder);
        Assert.All(before, b => Assert.Equal(b.Value, after[b.Key.Replace("old/", "archive 2025/", StringComparison.Ordinal)]));
        await using var db = folder.Ingest.Db();
        Assert.Equal(20, await db.DocumentVersions.CountAsync());
        Assert.Equal(20, (await folder.LastRunAsync()).Report.Moved);
    }

    [Fact]
    public async Task ARemovedDocumentAtTheNewPathGivesWayAndKeepsItsText()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "Text of a.");
        folder.Write("b.txt", "Text of b.");
        await folder.SyncAsync();
        var (a, b) = ((await folder.DocumentAsync("a.txt")).Id, (await folder.DocumentAsync("b.txt")).Id);
        folder.Delete("b.txt");
        await folder.SyncAsync();
        folder.Move("a.txt", "b.txt");
        await folder.SyncAsync();

        Assert.Equal(a, (await folder.DocumentAsync("b.txt")).Id);
        await using var db = folder.Ingest.Db();
        Assert.NotNull((await db.Documents.SingleAsync(d => d.Id == b)).RemovedAt);
        Assert.Equal("Text of b.", (await db.Chunks.SingleAsync(c => c.DocumentId == b)).Text);
    }

    [Fact]
    public async Task AMovedContainerTakesItsPartsAlongAndARemovedOneToo()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("mail.txt", "A mail.");
        await folder.SyncAsync();
        var mail = await folder.DocumentAsync("mail.txt");
        await using (var db = folder.Ingest.Db())
        {
            var part = Part(mail.Id, "mail.txt/letter.txt");
            db.Add(part);
            await db.SaveChangesAsync();
            db.Add(Part(part.Id, "mail.txt/letter.txt/picture.txt"));
            await db.SaveChangesAsync();
        }

        Assert.Single((await folder.SyncAsync()).Unchanged);
        folder.Move("mail.txt", "kept/mail.txt");
        Assert.Single((await folder.SyncAsync()).Moved);
        Assert.Equal(["kept/mail.txt", "kept/mail.txt/letter.txt", "kept/mail.txt/letter.txt/picture.txt"], await folder.PathsAsync());
        folder.Delete("kept/mail.txt");
        await folder.SyncAsync();
        Assert.Empty(await folder.PathsAsync());

        Document Part(long parent, string path) => new()
        {
            CollectionId = folder.Ingest.Collection, SourceId = folder.Source, ParentId = parent, Path = path, Title = path, ContentHash = new string('0', 64),
            State = DocumentState.Indexed,
        };
    }

    [Fact]
    public async Task AFileThatComesBackAsItWasIsSearchedAgainWithoutBeingRead()
    {
        await using var folder = await SyncedFolder.CreateAsync();
        folder.Write("a.txt", "Text");
        await folder.SyncAsync();
        folder.Delete("a.txt");
        await folder.SyncAsync();
        folder.Write("a.txt", "Text");
        Assert.Single((await folder.SyncAsync()).Added);
        await using var db = folder.Ingest.Db();
        Assert.Equal("Text", (await db.Chunks.SingleAsync(c => c.Searchable)).Text);
        Assert.Equal(1, await db.DocumentVersions.CountAsync());
        var run = await folder.LastRunAsync();
        Assert.Equal((1, 0, RunState.Done), (run.Report.Added, run.Total, run.State));
    }

    private static async Task<Dictionary<string, long>> IdsAsync(SyncedFolder folder)
    {
        await using var db = folder.Ingest.Db();
        return await db.Documents.Where(d => d.RemovedAt == null).ToDictionaryAsync(d => d.Path, d => d.Id);
    }
}
