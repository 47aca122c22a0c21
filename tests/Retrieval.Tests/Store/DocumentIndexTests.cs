using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Store;

public sealed class DocumentIndexTests : LibraryTest
{
    [Fact]
    public async Task ReplacingADocumentRemovesItsOldTextAndVectorsFromSearch()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days.", "Sick pay lasts six weeks."]);
        var second = await Library.ReplaceAsync(document, ["The canteen opens at noon."]);

        await using var db = Library.Catalog.CreateDbContext();
        Assert.Equal(2, second.Number);
        Assert.Equal(second.Id, db.Documents.Single().CurrentVersionId);
        Assert.Equal(["The canteen opens at noon."], await db.Chunks.Where(c => c.Searchable).Select(c => c.Text).ToListAsync());
        Assert.Equal(1, await db.ChunkVectors.CountAsync());
        Assert.Equal(3, await db.Chunks.CountAsync());
        Assert.DoesNotContain((await Library.SearchAsync("annual leave days")).Passages, p => p.Text.Contains("Annual", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheSameContentAgainIsNotFoundTwice()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await Library.ReplaceAsync(document, ["Annual leave is thirty days."]);
        await using var db = Library.Catalog.CreateDbContext();
        Assert.Equal(1, await db.Chunks.CountAsync(c => c.Searchable));
        Assert.Single((await Library.With(new RetrievalOptions { NearDuplicate = 1.1 })
            .SearchAsync(new SearchQuery("annual leave", RagDocs.Retrieval.Access.SearchScope.Everything), CancellationToken.None)).Passages);
    }

    [Fact]
    public async Task IndexingEndsTheLeaseAndTakesOverTitleStateAndReason()
    {
        var document = await Library.AcceptAsync("scan.pdf");
        var version = Library.Version(document) with { Title = "Scan", State = DocumentState.Partial, Reason = "Page 3 holds no text.", Pages = 7 };
        await Library.Index.ReplaceAsync(version, [Library.Chunk("text")], CancellationToken.None);
        await using var db = Library.Catalog.CreateDbContext();
        var stored = await db.Documents.Include(d => d.Versions).SingleAsync();
        Assert.Equal(("Scan", DocumentState.Partial, "Page 3 holds no text.", null, 7),
            (stored.Title, stored.State, stored.Reason, stored.LeaseOwner, stored.Versions[0].Pages));
    }

    [Fact]
    public async Task AWorkerWhoseLeaseWasTakenOverWritesNothing()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await Assert.ThrowsAsync<LeaseLostException>(
            () => Library.Index.ReplaceAsync(Library.Version(document, "another"), [Library.Chunk("stale")], CancellationToken.None));
        await using var db = Library.Catalog.CreateDbContext();
        Assert.Equal(1, await db.DocumentVersions.CountAsync());
        Assert.Equal("Annual leave is thirty days.", (await db.Chunks.SingleAsync()).Text);
    }

    [Fact]
    public async Task ContentThatChangedWhileItWasReadIsNotIndexed()
    {
        var document = await Library.AcceptAsync("leave.md");
        var read = Library.Version(document);
        await using var db = Library.Catalog.CreateDbContext();
        await db.Documents.ExecuteUpdateAsync(d => d.SetProperty(x => x.ContentHash, "new"));
        await Assert.ThrowsAsync<LeaseLostException>(() => Library.Index.ReplaceAsync(read, [Library.Chunk("stale")], CancellationToken.None));
    }

    [Fact]
    public async Task AFailureInTheMiddleLeavesTheOldVersionSearchable()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await using (var db = Library.Catalog.CreateDbContext())
        {
            await db.Documents.ExecuteUpdateAsync(d => d.SetProperty(x => x.LeaseOwner, Library.Worker));
        }

        var broken = Library.Chunk("new") with { Text = null! };
        await Assert.ThrowsAnyAsync<Exception>(
            () => Library.Index.ReplaceAsync(Library.Version(document), [Library.Chunk("new"), broken], CancellationToken.None));

        var passage = Assert.Single((await Library.SearchAsync("annual leave")).Passages);
        Assert.Equal((1, "Annual leave is thirty days."), (passage.VersionNumber, passage.Text));
        Assert.NotNull(passage.VectorRank);
    }

    [Fact]
    public async Task ARemovedDocumentIsNotFoundUntilItIsRestored()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        Assert.True(await Library.Index.RemoveAsync(document.Id, CancellationToken.None));
        Assert.Empty((await Library.SearchAsync("annual leave")).Passages);
        Assert.False(await Library.Index.RemoveAsync(document.Id, CancellationToken.None));

        Assert.True(await Library.Index.RestoreAsync(document.Id, CancellationToken.None));
        var passage = Assert.Single((await Library.SearchAsync("annual leave")).Passages);
        Assert.Equal((1, 1), (passage.KeywordRank, passage.VectorRank));
        Assert.False(await Library.Index.RestoreAsync(document.Id, CancellationToken.None));
    }

    [Fact]
    public async Task RestoringBringsBackOnlyTheLastVersion()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await Library.ReplaceAsync(document, ["Annual leave is thirty-five days."]);
        await Library.Index.RemoveAsync(document.Id, CancellationToken.None);
        await Library.Index.RestoreAsync(document.Id, CancellationToken.None);
        Assert.Equal(["Annual leave is thirty-five days."], (await Library.SearchAsync("annual leave")).Passages.Select(p => p.Text));
    }

    [Fact]
    public async Task RemovingADocumentTakesItFromItsWorker()
    {
        var document = await Library.AcceptAsync("leave.md");
        await Library.Index.RemoveAsync(document.Id, CancellationToken.None);
        await Assert.ThrowsAsync<LeaseLostException>(
            () => Library.Index.ReplaceAsync(Library.Version(document), [Library.Chunk("annual leave")], CancellationToken.None));
    }

    [Fact]
    public async Task ADocumentIndexedWhileItIsRemovedStaysOutOfSightUntilRestored()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await Library.Index.RemoveAsync(document.Id, CancellationToken.None);
        await Library.ReplaceAsync(document, ["The canteen opens at noon."]);
        Assert.Empty((await Library.SearchAsync("canteen")).Passages);
        await Library.Index.RestoreAsync(document.Id, CancellationToken.None);
        Assert.Single((await Library.SearchAsync("canteen")).Passages);
    }

    [Fact]
    public async Task ANewVersionWithoutTextLeavesNothingToFind()
    {
        var document = await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await Library.ReplaceAsync(document, []);
        var result = await Library.SearchAsync("annual leave");
        Assert.Empty(result.Passages);
        Assert.Equal(0, result.Searched);
    }

    [Fact]
    public async Task PlaceHeadingsAndWordRectanglesAreStored()
    {
        var document = await Library.AcceptAsync("report.pdf");
        var chunk = Library.Chunk("Net sales rose") with
        {
            HeadingPath = "Report › Sales", Place = new Place(4, 9, 120, 14), WordBoxes = [new WordBox(0, 3, 0.1f, 0.2f, 0.3f, 0.4f)],
        };
        await Library.Index.ReplaceAsync(Library.Version(document), [chunk], CancellationToken.None);
        await using var db = Library.Catalog.CreateDbContext();
        var stored = await db.Chunks.SingleAsync();
        Assert.Equal(("Report › Sales", 4, 9, 120), (stored.HeadingPath, stored.Page, stored.Paragraph, stored.Start));
        Assert.Equal(3, Assert.Single(WordBoxPacking.Unpack(stored.WordBoxes)).Length);
    }
}
