using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Store;

public sealed class IndexChangeLogTests : LibraryTest
{
    [Fact]
    public async Task AProcessThatMissedTrimmedLinesLoadsAnewAndSeesEveryChange()
    {
        var gone = await Library.AddAsync("gone.md", ["vacation days"]);
        Assert.Equal(1, await CountAsync());

        // The removal's line is trimmed before the process has seen it.
        await Library.Index.RemoveAsync(gone.Id, CancellationToken.None);
        for (var i = 0; i < 5; i++) await Library.AddAsync($"{i}.md", [$"text {i}"]);
        Assert.Equal(6, await TrimAsync(keep: 1));

        Assert.Equal(5, await CountAsync());
    }

    [Fact]
    public async Task AProcessThatIsUpToDateStaysSoWhenLinesAreTrimmed()
    {
        for (var i = 0; i < 5; i++) await Library.AddAsync($"{i}.md", [$"text {i}"]);
        Assert.Equal(5, await CountAsync());

        await TrimAsync(keep: 2);

        Assert.Equal(5, await CountAsync());
        await using var db = Library.Catalog.CreateDbContext();
        Assert.Equal(2, await db.IndexChanges.CountAsync());
    }

    [Fact]
    public async Task TheNewestLineAlwaysStays()
    {
        await Library.AddAsync("a.md", ["text"]);
        Assert.Equal(0, await TrimAsync(keep: 0));
        Assert.Equal(0, await TrimAsync(keep: 1));
    }

    private Task<int> TrimAsync(int keep) => new IndexChangeLog(Library.Catalog).TrimAsync(keep, CancellationToken.None);

    private async Task<int> CountAsync()
    {
        await Library.Chunks.FollowAsync(await Library.Generations.ActiveAsync(CancellationToken.None), CancellationToken.None);
        var anything = new ChunkQuery("text", ReadOnlyMemory<float>.Empty, SearchScope.Everything, 1);
        return (await Library.Chunks.SearchAsync(await Library.Generations.ActiveAsync(CancellationToken.None), anything, CancellationToken.None)).Searched;
    }
}
