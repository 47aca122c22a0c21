using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Nightly;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Tests.Killed;

/// <summary>A data folder seen from outside: another process works on it, or has been killed doing so.</summary>
internal sealed class IndexedFolder : IDbContextFactory<RagDocsDbContext>
{
    // One statement sees one moment. A version counts as whole when all its chunks are searchable, each with its vector; a chunk of a version
    // that is not its document's current one must not be searchable at all.
    private const string HalfVisible = """
        SELECT count(*) AS Value FROM (
            SELECT c."VersionId" FROM "Chunks" c JOIN "DocumentVersions" v ON v."Id" = c."VersionId" JOIN "Documents" d ON d."Id" = c."DocumentId"
                LEFT JOIN "ChunkVectors" x ON x."ChunkId" = c."Id"
            WHERE c."Searchable"
            GROUP BY c."VersionId", v."ChunkCount", d."CurrentVersionId"
            HAVING count(*) <> v."ChunkCount" OR count(x."ChunkId") <> count(*) OR c."VersionId" <> d."CurrentVersionId"
                OR count(DISTINCT c."Ordinal") <> count(*))
        """;

    private readonly DbContextOptions<RagDocsDbContext> _options;

    public IndexedFolder(string path)
    {
        var options = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(options, path);
        _options = options.Options;
    }

    public RagDocsDbContext CreateDbContext() => new(_options);

    /// <summary>Connects a collection to a folder; the service does the rest.</summary>
    public async Task ConnectAsync(string folder)
    {
        await using var db = CreateDbContext();
        await Catalog.UpgradeAsync(db, CancellationToken.None);
        db.Add(new Collection { Name = "Killed", Sources = [new Source { Kind = SourceKind.Folder, FolderPath = folder }] });
        await db.SaveChangesAsync();
    }

    /// <summary>Documents of which a search would show a part, or a doubled chunk, at this moment.</summary>
    public async Task<int> HalfVisibleAsync()
    {
        await using var db = CreateDbContext();
        return await db.Database.SqlQueryRaw<int>(HalfVisible).SingleAsync();
    }

    /// <summary>True once every document is through and the night's report is written.</summary>
    public async Task<bool> IsThroughAsync(int documents)
    {
        await using var db = CreateDbContext();
        return await db.Documents.CountAsync(d => d.State != DocumentState.Pending && d.State != DocumentState.Indexing) == documents
            && await db.IngestRuns.AnyAsync(r => r.Report != null);
    }

    public async Task<int> ThroughAsync()
    {
        await using var db = CreateDbContext();
        return await db.Documents.CountAsync(d => d.State != DocumentState.Pending && d.State != DocumentState.Indexing);
    }

    /// <summary>What can be found of each document: its state and its chunks' texts in order.</summary>
    public async Task<SortedDictionary<string, string>> ContentAsync()
    {
        await using var db = CreateDbContext();
        var documents = await db.Documents.Select(d => new { d.Id, d.Path, d.State }).ToListAsync();
        var chunks = (await db.Chunks.Where(c => c.Searchable).OrderBy(c => c.Ordinal).Select(c => new { c.DocumentId, c.Text }).ToListAsync())
            .ToLookup(c => c.DocumentId, c => c.Text);
        return new(documents.ToDictionary(d => d.Path, d => $"{d.State}\n{string.Join("\n---\n", chunks[d.Id])}"), StringComparer.Ordinal);
    }

    /// <summary>What the service's own check finds, now and in every report of its nights.</summary>
    public async Task<IReadOnlyList<IndexFinding>> FindingsAsync()
    {
        await using var db = CreateDbContext();
        var reports = await db.IngestRuns.Where(r => r.Report != null).Select(r => r.Report!).ToListAsync();
        var atNight = reports.SelectMany(r => System.Text.Json.JsonSerializer.Deserialize<MorningReport>(r)!.Check?.Findings ?? []);
        return [.. atNight, .. (await new IndexIntegrity(this).CheckAsync(repair: false, CancellationToken.None)).Findings];
    }

    /// <summary>Versions of a document beyond its first: something was indexed twice.</summary>
    public async Task<int> DoubledVersionsAsync()
    {
        await using var db = CreateDbContext();
        return await db.DocumentVersions.CountAsync(v => v.Number > 1 && !v.Staged);
    }
}
