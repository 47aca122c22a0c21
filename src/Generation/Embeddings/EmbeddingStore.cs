using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using RagDocs.Retrieval.Store.Sqlite;

namespace RagDocs.Generation.Embeddings;

/// <summary>The file behind <see cref="EmbeddingCache"/>: vectors by key, the oldest given up when there are too many bytes.</summary>
/// <param name="path">Its folder is made when it is not there.</param>
/// <param name="maxBytes">Of vectors; the file is somewhat larger.</param>
public sealed class EmbeddingStore(string path, long maxBytes) : IDisposable
{
    /// <summary>How much is given up at once, so that it happens seldom.</summary>
    private const double Kept = 0.9;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private bool _prepared;
    private long? _bytes;

    public string Path => path;

    /// <exception cref="SqliteException">The file cannot be used.</exception>
    public async Task<Dictionary<string, float[]>> FindAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, float[]>(StringComparer.Ordinal);
        await using var db = await OpenAsync(cancellationToken);
        await using var find = db.CreateCommand();
        find.CommandText = "SELECT vector FROM vectors WHERE key = $key";
        var parameter = find.Parameters.Add("$key", SqliteType.Text);
        foreach (var key in keys)
        {
            parameter.Value = key;
            if (await find.ExecuteScalarAsync(cancellationToken) is byte[] vector) found[key] = MemoryMarshal.Cast<byte, float>(vector).ToArray();
        }

        return found;
    }

    /// <exception cref="SqliteException">The file cannot be used.</exception>
    public async Task KeepAsync(IReadOnlyList<KeyValuePair<string, float[]>> vectors, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var db = await OpenAsync(cancellationToken);
            await using var transaction = (SqliteTransaction)await db.BeginTransactionAsync(cancellationToken);
            await using var insert = db.CreateCommand();
            insert.CommandText = "INSERT INTO vectors (key, vector) VALUES ($key, $vector) ON CONFLICT (key) DO NOTHING";
            var key = insert.Parameters.Add("$key", SqliteType.Text);
            var vector = insert.Parameters.Add("$vector", SqliteType.Blob);
            foreach (var entry in vectors)
            {
                key.Value = entry.Key;
                vector.Value = MemoryMarshal.AsBytes(entry.Value.AsSpan()).ToArray();
                await insert.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            await ShrinkAsync(db, vectors.Sum(v => (long)v.Value.Length * sizeof(float)), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task ShrinkAsync(SqliteConnection db, long added, CancellationToken cancellationToken)
    {
        // Counted once; what other processes add meanwhile is found at the next start.
        _bytes = _bytes + added ?? await BytesAsync(db, cancellationToken);
        if (_bytes <= maxBytes) return;
        await using var delete = db.CreateCommand();
        delete.CommandText = """
            DELETE FROM vectors WHERE id <= (
              SELECT id FROM (SELECT id, sum(length(vector)) OVER (ORDER BY id DESC) AS newer FROM vectors) WHERE newer > $kept ORDER BY id DESC LIMIT 1)
            """;
        delete.Parameters.AddWithValue("$kept", (long)(maxBytes * Kept));
        await delete.ExecuteNonQueryAsync(cancellationToken);
        _bytes = await BytesAsync(db, cancellationToken);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        SqliteRuntime.Initialize();
        if (!_prepared) Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString());
        try
        {
            await db.OpenAsync(cancellationToken);
            if (!_prepared) await PrepareAsync(db, cancellationToken);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private async Task PrepareAsync(SqliteConnection db, CancellationToken cancellationToken)
    {
        await using var create = db.CreateCommand();
        create.CommandText = """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, vector BLOB NOT NULL);
            """;
        await create.ExecuteNonQueryAsync(cancellationToken);
        _prepared = true;
    }

    private static async Task<long> BytesAsync(SqliteConnection db, CancellationToken cancellationToken)
    {
        await using var sum = db.CreateCommand();
        sum.CommandText = "SELECT coalesce(sum(length(vector)), 0) FROM vectors";
        return (long)(await sum.ExecuteScalarAsync(cancellationToken))!;
    }
}
