using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Store;

/// <summary>A document of more chunks than one statement changes is hidden, shown, replaced and deleted as a whole.</summary>
public sealed class LargeVersionTests : LibraryTest
{
    // Neither a multiple of what one statement changes nor of what one transaction writes.
    private const int Chunks = 2_500;

    [Theory]
    [InlineData(Chunks)]
    [InlineData(2 * ChunkDeletion.AtOnce)]
    public async Task ALargeDocumentGoesAndComesBackWhole(int chunks)
    {
        var document = await AddAsync(chunks);
        Assert.Equal((chunks, chunks, chunks), await CountsAsync());

        Assert.True(await Library.Index.RemoveAsync(document.Id, CancellationToken.None));
        Assert.Equal((0, chunks, chunks), await CountsAsync());
        Assert.Empty((await Library.SearchAsync("parking")).Passages);

        Assert.True(await Library.Index.RestoreAsync(document.Id, CancellationToken.None));
        Assert.Equal((chunks, chunks, chunks), await CountsAsync());
        Assert.NotEmpty((await Library.SearchAsync("parking")).Passages);
    }

    [Fact]
    public async Task AReplacedLargeDocumentKeepsItsTextForCitationsAndNoVectors()
    {
        var document = await AddAsync(Chunks);

        await Library.ReplaceAsync(document, ["The canteen opens at noon."]);

        Assert.Equal((1, Chunks + 1, 1), await CountsAsync());
        await using var db = Library.Catalog.CreateDbContext();
        Assert.Equal("The canteen opens at noon.", await db.Chunks.Where(c => c.Vector != null).Select(c => c.Text).SingleAsync(TestContext.Current.CancellationToken));
        await db.Database.ExecuteSqlRawAsync("INSERT INTO chunk_text(chunk_text) VALUES ('integrity-check')", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task DeletingAVersionLeavesThoseOfOtherDocuments()
    {
        var document = await AddAsync(Chunks);
        await Library.AddAsync("other.txt", ["Annual leave is thirty days."]);
        await using var db = Library.Catalog.CreateDbContext();

        var deleted = await ChunkDeletion.DeleteVersionsAsync(db, db.DocumentVersions.Where(v => v.DocumentId == document.Id), CancellationToken.None);

        Assert.Equal(1, deleted);
        Assert.Equal((1, 1, 1), await CountsAsync());
        await db.Database.ExecuteSqlRawAsync("INSERT INTO chunk_text(chunk_text) VALUES ('integrity-check')", TestContext.Current.CancellationToken);
    }

    private async Task<Document> AddAsync(int chunks)
    {
        var document = await Library.AcceptAsync("big.txt");
        await Library.Index.ReplaceAsync(Library.Version(document), Batches(chunks), CancellationToken.None);
        return document;
    }

    private async IAsyncEnumerable<IReadOnlyList<NewChunk>> Batches(int chunks)
    {
        for (var first = 0; first < chunks; first += 500)
        {
            await Task.Yield();
            yield return [.. Enumerable.Range(first, Math.Min(500, chunks - first)).Select(i => Library.Chunk($"Parking lot {i} is free."))];
        }
    }

    private async Task<(int Searchable, int All, int Vectors)> CountsAsync()
    {
        await using var db = Library.Catalog.CreateDbContext();
        return (await db.Chunks.CountAsync(c => c.Searchable), await db.Chunks.CountAsync(), await db.ChunkVectors.CountAsync());
    }
}
