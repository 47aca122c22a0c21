using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.TestSupport;

/// <summary>A real catalog on SQLite in a folder of its own.</summary>
public sealed class TestCatalog : IDbContextFactory<RagDocsDbContext>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DbContextOptions<RagDocsDbContext> _options;

    public TestCatalog()
    {
        var builder = new DbContextOptionsBuilder<RagDocsDbContext>();
        Catalog.Configure(builder, _folder.Path);
        _options = builder.Options;
    }

    public string DataFolder => _folder.Path;

    public static async Task<TestCatalog> CreateAsync()
    {
        var catalog = new TestCatalog();
        await using var db = catalog.CreateDbContext();
        await Catalog.UpgradeAsync(db, CancellationToken.None);
        return catalog;
    }

    public RagDocsDbContext CreateDbContext() => new(_options);

    public void Dispose()
    {
        using (var db = CreateDbContext())
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        }

        _folder.Dispose();
    }
}
