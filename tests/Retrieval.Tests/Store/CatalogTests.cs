using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Store;

public sealed class CatalogTests : IAsyncLifetime
{
    private TestCatalog _catalog = null!;

    public async ValueTask InitializeAsync() => _catalog = await TestCatalog.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TheSystemsSqliteIsUsedAndHasFullTextSearch()
    {
        await using var db = _catalog.CreateDbContext();
        var version = new Version(await db.Database.SqlQueryRaw<string>("SELECT sqlite_version() AS Value").SingleAsync());
        Assert.True(version >= new Version(3, 35), $"SQLite {version} is older than the catalog needs");
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT sqlite_compileoption_used('ENABLE_FTS5') AS Value").SingleAsync());
    }

    [Fact]
    public async Task TheCatalogIsInWriteAheadMode()
    {
        await using var db = _catalog.CreateDbContext();
        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
    }

    [Fact]
    public async Task TheMigrationsBuildExactlyTheModel()
    {
        await using var db = _catalog.CreateDbContext();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task ACatalogOfANewerVersionIsRefused()
    {
        await using var db = _catalog.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29991231000000_Future', '99.0')");
        var refused = await Assert.ThrowsAsync<CatalogVersionException>(() => Catalog.UpgradeAsync(db, CancellationToken.None));
        Assert.Contains("newer RagDocs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReaderIsEitherAPersonOrAGroup()
    {
        await using var db = _catalog.CreateDbContext();
        var collection = new Collection { Name = "HR", Readers = [new CollectionReader()] };
        db.Add(collection);
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        Assert.IsType<SqliteException>(refused.InnerException);
    }

    [Fact(Timeout = 30_000)]
    public async Task AnUpgradeThatWasKilledDoesNotHoldUpTheNextOne()
    {
        using var catalog = new TestCatalog();
        await using var db = catalog.CreateDbContext();
        // What the migrator leaves when its process is killed in the middle.
        await db.Database.ExecuteSqlRawAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-21 20:10:58+00:00')""");

        await Catalog.UpgradeAsync(db, TestContext.Current.CancellationToken);

        Assert.Equal(0, await db.Documents.CountAsync());
    }
}
