using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Store;

/// <summary>A large document is written in several transactions, and none of it is found before the last.</summary>
public sealed class StagedVersionTests : LibraryTest
{
    private const int Batches = 5;
    private const int BatchSize = 1_100;

    [Fact]
    public async Task NothingOfALargeVersionIsFoundBeforeItsLastChunkIsWritten()
    {
        var document = await Library.AddAsync("big.txt", ["The canteen opens at noon."]);
        await LeaseAsync(document);
        var seen = new List<int>();

        var version = await Library.Index.ReplaceAsync(Library.Version(document), Chunks(async () =>
        {
            Assert.Single((await Library.SearchAsync("canteen")).Passages);
            Assert.DoesNotContain((await Library.SearchAsync("parking")).Passages, p => p.KeywordRank is not null);
            seen.Add(await StoredAsync());
        }), CancellationToken.None);

        Assert.Equal(Batches * BatchSize, version.ChunkCount);
        Assert.Equal([1, 1, 1 + (2 * BatchSize), 1 + (2 * BatchSize), 1 + (4 * BatchSize)], seen);
        Assert.DoesNotContain((await Library.SearchAsync("canteen")).Passages, p => p.KeywordRank is not null);
        var found = await Library.SearchAsync("parking");
        Assert.Equal(Batches * BatchSize, found.Searched);
        Assert.All(found.Passages, p => Assert.Equal(2, p.VersionNumber));
        await using var db = Library.Catalog.CreateDbContext();
        Assert.Equal(Enumerable.Range(0, Batches * BatchSize), await db.Chunks.Where(c => c.VersionId == version.Id).OrderBy(c => c.Ordinal).Select(c => c.Ordinal).ToListAsync(TestContext.Current.CancellationToken));
        Assert.False(await db.DocumentVersions.AnyAsync(v => v.Staged, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AWorkerThatLosesItsLeaseLeavesNothingBehind()
    {
        var document = await Library.AddAsync("big.txt", ["The canteen opens at noon."]);
        await LeaseAsync(document);
        var batch = 0;

        await Assert.ThrowsAsync<LeaseLostException>(() => Library.Index.ReplaceAsync(Library.Version(document), Chunks(async () =>
        {
            if (++batch == Batches) await LeaseAsync(document, "another");
        }), CancellationToken.None));

        Assert.Equal(1, await StoredAsync());
        Assert.Single((await Library.SearchAsync("canteen")).Passages);
    }

    [Fact]
    public async Task ALargeVersionOfADocumentThatIsRemovedMeanwhileIsNotFound()
    {
        var document = await Library.AcceptAsync("big.txt");
        var batch = 0;

        await Assert.ThrowsAsync<LeaseLostException>(() => Library.Index.ReplaceAsync(Library.Version(document), Chunks(async () =>
        {
            if (++batch == Batches) await Library.Index.RemoveAsync(document.Id, CancellationToken.None);
        }), CancellationToken.None));

        Assert.Equal(0, await StoredAsync());
    }

    [Fact]
    public async Task WhatAKilledWorkerLeftIsDropped()
    {
        var (document, other) = (await Library.AcceptAsync("big.txt"), await Library.AcceptAsync("other.txt"));
        await using (var db = Library.Catalog.CreateDbContext())
        {
            foreach (var id in new[] { document.Id, other.Id })
            {
                db.Add(new DocumentVersion
                {
                    DocumentId = id, Number = 1, ContentHash = document.ContentHash, MediaType = "text/plain", Staged = true,
                    Chunks = [new Chunk { DocumentId = id, CollectionId = document.CollectionId, Text = "half" }],
                });
            }

            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Library.ReplaceAsync(document, ["Whole."]);
        await LeaseAsync(other, null);
        Assert.Equal(1, await Library.Index.DropAbandonedAsync(CancellationToken.None));

        Assert.Equal(1, await StoredAsync());
        Assert.Equal(1, Assert.Single((await Library.SearchAsync("whole")).Passages).VersionNumber);
    }

    private static async IAsyncEnumerable<IReadOnlyList<NewChunk>> Chunks(Func<Task> beforeEach)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            await beforeEach();
            yield return [.. Enumerable.Range(0, BatchSize).Select(i => Library.Chunk($"parking space {batch} {i}"))];
        }
    }

    private async Task LeaseAsync(Document document, string? worker = Library.Worker)
    {
        await using var db = Library.Catalog.CreateDbContext();
        await db.Documents.Where(d => d.Id == document.Id).ExecuteUpdateAsync(d => d.SetProperty(x => x.LeaseOwner, worker));
    }

    private async Task<int> StoredAsync()
    {
        await using var db = Library.Catalog.CreateDbContext();
        return await db.Chunks.CountAsync();
    }
}
