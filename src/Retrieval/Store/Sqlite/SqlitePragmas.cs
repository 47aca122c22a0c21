using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RagDocs.Retrieval.Store.Sqlite;

/// <summary>
/// Settings SQLite keeps per connection. A connection from the pool has them from its first opening: setting them at every opening would
/// cost as much as a small query.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static readonly SqlitePragmas Instance = new();

    // NORMAL is durable against a killed process in WAL mode. Up to 1 GB is read as mapped memory: every question reads some hundred pages of
    // texts, each a call of the system otherwise.
    private const string Pragmas = "PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;";

    // Not named in code: on the small feed the driver's raw layer is of another version than the one that is compiled against.
    private static readonly PropertyInfo Native = typeof(SqliteConnection).GetProperty("Handle")
        ?? throw new MissingMemberException(nameof(SqliteConnection), "Handle");

    private readonly ConditionalWeakTable<object, object> _set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (IsSet(connection)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsSet(connection)) return;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The native connection behind is the same as long as the pool keeps it.</summary>
    private bool IsSet(DbConnection connection) =>
        connection is SqliteConnection && Native.GetValue(connection) is { } native && !_set.TryAdd(native, connection.DataSource);
}
