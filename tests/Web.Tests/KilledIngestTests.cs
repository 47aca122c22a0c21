using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>SIGKILL in the middle of an ingest loses no document and doubles no chunk.</summary>
public sealed class KilledIngestTests
{
    private const int Documents = 120;
    private const int Kills = 3;

    [Fact]
    public async Task AfterRepeatedKillsEveryDocumentIsIndexedExactlyOnce()
    {
        using var data = new TempFolder();
        using var files = new TempFolder();
        for (var i = 0; i < Documents; i++) files.Write($"d{i:000}.md", Text(i));
        for (var kill = 0; kill < Kills; kill++) await IngestUntilAndKillAsync(data, files, indexed: (kill + 1) * Documents / (Kills + 2));

        Assert.InRange(await IndexedAsync(Options(data)), 1, Documents - 1);
        await using var service = await RunningService.StartAsync(data.Path);
        await service.UntilIdleAsync();

        await using var db = await service.Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        Assert.Equal(Documents, await db.Documents.CountAsync(d => d.State == DocumentState.Indexed));
        Assert.Equal(Documents, await db.Documents.CountAsync());
        var searchable = await db.Chunks.Where(c => c.Searchable).GroupBy(c => c.DocumentId)
            .Select(g => new { Chunks = g.Count(), Versions = g.Select(c => c.VersionId).Distinct().Count(), Ordinals = g.Select(c => c.Ordinal).Distinct().Count() })
            .ToListAsync();
        Assert.Equal(Documents, searchable.Count);
        Assert.All(searchable, d => Assert.Equal((1, d.Chunks), (d.Versions, d.Ordinals)));
        Assert.Equal(searchable.Sum(d => d.Chunks), await CountAsync(db, "SELECT count(*) AS Value FROM chunk_text"));
        Assert.Equal(searchable.Sum(d => d.Chunks), await db.Chunks.CountAsync(c => c.Searchable && c.Vector != null));
        await db.Database.ExecuteSqlRawAsync("INSERT INTO chunk_text(chunk_text) VALUES ('integrity-check')");
        Assert.Equal("ok", await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync());
    }

    // Killed while at least this many documents are through and others are not, as seen from outside.
    private static async Task IngestUntilAndKillAsync(TempFolder data, TempFolder files, int indexed)
    {
        using var ingest = Ragdocs.Start(data.Path, "ingest", files.Path, "--collection", "Killed");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await IndexedAsync(Options(data)) < indexed) await Task.Delay(5, patience.Token);
        await ingest.KillAsync();
    }

    private static DbContextOptions<RagDocsDbContext> Options(TempFolder data)
    {
        var options = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(options, data.Path);
        return options.Options;
    }

    private static async Task<int> IndexedAsync(DbContextOptions<RagDocsDbContext> options)
    {
        try
        {
            await using var db = new RagDocsDbContext(options);
            return await db.Documents.CountAsync(d => d.State == DocumentState.Indexed);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return 0; // The tables are not there yet.
        }
    }

    private static Task<int> CountAsync(RagDocsDbContext db, string sql) => db.Database.SqlQueryRaw<int>(sql).SingleAsync();

    private static string Text(int number) => string.Join("\n\n", Enumerable.Range(1, 8).Select(section =>
        $"## Section {section} of document {number}\n\n" + string.Concat(Enumerable.Repeat($"Rule {number}.{section} says that item {number * section} is kept for {section} years. ", 12))));
}
