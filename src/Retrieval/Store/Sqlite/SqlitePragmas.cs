using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RagDocs.Retrieval.Store.Sqlite;

/// <summary>Settings SQLite keeps per connection.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    // NORMAL is durable against a killed process in WAL mode; 64 MB of mapped reads serve the vector load.
    private const string Pragmas = "PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 67108864; PRAGMA temp_store = MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
