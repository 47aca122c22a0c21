using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests.Integrity;

public sealed class IndexIntegrityTests : LibraryTest
{
    [Fact]
    public async Task ASoundIndexHasNoFindingsAlsoAfterChangesRemovalAndReturn()
    {
        var changed = await Library.AddAsync("changed.md", ["One.", "Two."]);
        await Library.ReplaceAsync(changed, ["Three."]);
        var removed = await Library.AddAsync("removed.md", ["Four."]);
        await Library.Index.RemoveAsync(removed.Id, CancellationToken.None);
        var back = await Library.AddAsync("back.md", ["Five."]);
        await Library.Index.RemoveAsync(back.Id, CancellationToken.None);
        await Library.Index.RestoreAsync(back.Id, CancellationToken.None);

        var report = await CheckAsync(repair: false);

        Assert.Empty(report.Findings);
        Assert.Equal((2, 2), (report.Chunks, report.Documents));
    }

    [Fact]
    public async Task AChunkThatIsShownWronglyIsFoundRepairedAndGone()
    {
        await Library.AddAsync("a.md", ["Annual leave is 28 days.", "Sick leave is paid."]);
        await Library.AddAsync("b.md", ["The canteen opens at eleven."]);
        await using (var db = Library.Catalog.CreateDbContext()) await db.Database.ExecuteSqlRawAsync("""UPDATE "Documents" SET "RemovedAt" = 1 WHERE "Path" = 'a.md'""");

        await AssertMendedAsync(IndexFault.ShownWrongly);
    }

    // A change without its change line: what a foreign hand does, and what only a check finds.
    [Theory]
    [InlineData(IndexFault.IndexEntryMissing, """
        INSERT INTO "Chunks" ("VersionId", "DocumentId", "CollectionId", "GenerationId", "Searchable", "Title", "Ordinal", "HeadingPath", "Text", "Start", "Length")
        SELECT "VersionId", "DocumentId", "CollectionId", "GenerationId", 1, "Title", "Ordinal" + 1, '', 'A page from elsewhere.', "Start", "Length" FROM "Chunks" WHERE "Id" = 1
        """)]
    [InlineData(IndexFault.IndexEntryLeftOver, """DELETE FROM "Chunks" WHERE "Id" = 1""")]
    public async Task AnIndexThatDiffersFromTheCatalogIsFoundRepairedAndGone(IndexFault fault, string breaking)
    {
        await Library.AddAsync("a.md", ["Annual leave is 28 days."]);
        await Library.AddAsync("b.md", ["The canteen opens at eleven."]);
        Assert.NotEmpty((await Library.SearchAsync("annual leave")).Passages);
        await using (var db = Library.Catalog.CreateDbContext()) await db.Database.ExecuteSqlRawAsync(breaking);

        Assert.Contains((await CheckAsync(repair: false)).Findings, f => f.Fault == fault && !f.Repaired);
        Assert.Contains((await CheckAsync(repair: true)).Findings, f => f.Fault == fault && f.Repaired);
        Assert.DoesNotContain((await CheckAsync(repair: false)).Findings, f => f.Fault == fault);
    }

    [Fact]
    public async Task AVectorOfASupersededVersionIsDropped()
    {
        var document = await Library.AddAsync("a.md", ["Annual leave."]);
        await Library.ReplaceAsync(document, ["Sick leave."]);
        await using var db = Library.Catalog.CreateDbContext();
        var old = await db.Chunks.SingleAsync(c => !c.Searchable);
        db.Add(new ChunkVector { ChunkId = old.Id, Values = new byte[16] });
        await db.SaveChangesAsync();

        Assert.Equal(IndexFault.VectorLeftOver, Assert.Single((await CheckAsync(repair: true)).Findings).Fault);

        Assert.Equal(1, await db.ChunkVectors.CountAsync());
    }

    [Fact]
    public async Task DocumentsThatOnlyReadingCanMendAreNamed()
    {
        var blind = await Library.AddAsync("blind.md", ["No vector."]);
        var short1 = await Library.AddAsync("short.md", ["One.", "Two.", "Three."]);
        var sound = await Library.AddAsync("sound.md", ["Sound."]);
        await using (var db = Library.Catalog.CreateDbContext())
        {
            await db.ChunkVectors.Where(v => db.Chunks.Any(c => c.Id == v.ChunkId && c.DocumentId == blind.Id)).ExecuteDeleteAsync();
            await db.Chunks.Where(c => c.DocumentId == short1.Id && c.Ordinal == 2).ExecuteDeleteAsync();
        }

        var report = await CheckAsync(repair: true);

        Assert.Equal([blind.Id, short1.Id], report.Unsound.Order());
        Assert.Equal([IndexFault.VectorMissing, IndexFault.ChunksMissing], report.Findings.Select(f => f.Fault));
    }

    private async Task AssertMendedAsync(IndexFault fault)
    {
        Assert.Contains((await CheckAsync(repair: false)).Findings, f => f.Fault == fault && !f.Repaired);
        Assert.Contains((await CheckAsync(repair: true)).Findings, f => f.Fault == fault && f.Repaired);

        Assert.Empty((await CheckAsync(repair: false)).Findings);
        Assert.NotEmpty((await Library.SearchAsync("When does the canteen open?")).Passages);
    }

    private Task<IntegrityReport> CheckAsync(bool repair) =>
        new IndexIntegrity(Library.Catalog, Library.Generations, Library.Chunks).CheckAsync(repair, CancellationToken.None);
}
