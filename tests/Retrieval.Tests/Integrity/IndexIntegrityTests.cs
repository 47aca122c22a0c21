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

    // Each breaks the index in one way that only a check finds.
    [Theory]
    [InlineData(IndexFault.KeywordRowMissing, """INSERT INTO chunk_text(chunk_text, rowid, Title, HeadingPath, Text) SELECT 'delete', "Id", "Title", "HeadingPath", "Text" FROM "Chunks" WHERE "Id" = 1""")]
    [InlineData(IndexFault.KeywordRowLeftOver, """INSERT INTO chunk_text(rowid, Title, HeadingPath, Text) VALUES (999, 'nobody', '', 'owns these words')""")]
    [InlineData(IndexFault.ShownWrongly, """UPDATE "Documents" SET "RemovedAt" = 1 WHERE "Path" = 'a.md'""")]
    [InlineData(IndexFault.KeywordIndexDamaged, """DELETE FROM chunk_text_data WHERE id > 10""")]
    public async Task AFaultIsFoundRepairedAndGone(IndexFault fault, string breaking)
    {
        await Library.AddAsync("a.md", ["Annual leave is 28 days.", "Sick leave is paid."]);
        await Library.AddAsync("b.md", ["The canteen opens at eleven."]);
        await using (var db = Library.Catalog.CreateDbContext()) await db.Database.ExecuteSqlRawAsync(breaking);

        var seen = await CheckAsync(repair: false);
        Assert.Contains(seen.Findings, f => f.Fault == fault && !f.Repaired);
        Assert.Contains((await CheckAsync(repair: true)).Findings, f => f.Fault == fault && f.Repaired);

        Assert.Empty((await CheckAsync(repair: false)).Findings);
        Assert.NotEmpty((await Library.SearchAsync("When does the canteen open?")).Passages);
    }

    [Fact]
    public async Task ALeftOverKeywordRowOfAHiddenChunkIsTakenOut()
    {
        var document = await Library.AddAsync("a.md", ["Annual leave is 28 days."]);
        await Library.ReplaceAsync(document, ["Sick leave is paid."]);
        await using (var db = Library.Catalog.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("""INSERT INTO chunk_text(rowid, Title, HeadingPath, Text) SELECT "Id", "Title", "HeadingPath", "Text" FROM "Chunks" WHERE NOT "Searchable" """);
        }

        Assert.Equal(new IndexFinding(IndexFault.KeywordRowLeftOver, 1, Repaired: true), Assert.Single((await CheckAsync(repair: true)).Findings));

        Assert.Empty((await CheckAsync(repair: false)).Findings);
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

    private Task<IntegrityReport> CheckAsync(bool repair) => new IndexIntegrity(Library.Catalog).CheckAsync(repair, CancellationToken.None);
}
