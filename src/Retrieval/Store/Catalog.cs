using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store.Sqlite;

namespace RagDocs.Retrieval.Store;

/// <summary>Opens the catalog in a data folder and brings its tables up to date.</summary>
public static class Catalog
{
    public const string FileName = "ragdocs.db";

    /// <summary>How long a writer waits for another one, in seconds; SQLite has one writer at a time.</summary>
    private const int BusyTimeoutSeconds = 30;

    private static readonly TimeSpan TurnPause = TimeSpan.FromMilliseconds(100);

    public static string ConnectionString(string dataFolder)
    {
        SqliteRuntime.Initialize();
        return new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataFolder, FileName),
            ForeignKeys = true,
            DefaultTimeout = BusyTimeoutSeconds,
            Pooling = true,
        }.ToString();
    }

    public static void Configure(DbContextOptionsBuilder options, string dataFolder) =>
        options.UseSqlite(ConnectionString(dataFolder)).AddInterceptors(SqlitePragmas.Instance);

    /// <summary>Creates or upgrades the tables. Refuses a catalog written by a newer RagDocs.</summary>
    /// <exception cref="CatalogVersionException">The catalog was written by a newer version.</exception>
    public static async Task UpgradeAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault(name => !known.Contains(name)) is { } newer) throw new CatalogVersionException(newer);
        // Write-ahead logging lets readers go on while one writer works; the setting is stored in the file.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);
        // Nothing to do is the usual case, and must not need the lock below.
        if (!known.SetEquals(applied)) await MigrateAsync(db, cancellationToken);
    }

    // The migrator's own lock is a row of a table: whoever is killed while it is there leaves it, and every later start would wait for it
    // for ever. So a file is locked around it, which the system frees however a process ends, and a row found then is nobody's.
    private static async Task MigrateAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(db.Database.GetDbConnection().DataSource + ".upgrade", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<FileStream> TakeTurnAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(TurnPause, cancellationToken);
            }
        }
    }
}

/// <summary>The data folder belongs to a newer RagDocs; an older one must not write to it.</summary>
public sealed class CatalogVersionException(string step)
    : Exception($"The catalog was written by a newer RagDocs (step {step}). Start that version, or restore a backup made before the upgrade.");
