using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>
/// Tells within microseconds whether anything was committed to the catalog, by whatever connection of whatever process: SQLite counts for each
/// connection what the others have committed (PRAGMA data_version). Asked over a connection that is kept for it and never writes.
/// </summary>
internal sealed class CommitWatch(IDbContextFactory<RagDocsDbContext> catalog) : IDisposable
{
    private readonly Lock _lock = new();
    private RagDocsDbContext? _db;
    private DbCommand? _question;
    private long _late;
    private bool _disposed;

    /// <summary>
    /// Another number than the last time when something was committed meanwhile; the same number when nothing was. To a search that outlives
    /// what it searches in, always another one.
    /// </summary>
    public long Commits()
    {
        lock (_lock)
        {
            if (_disposed) return --_late;
            _question ??= Open();
            return (long)_question.ExecuteScalar()!;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _question?.Dispose();
            _db?.Dispose();
            (_question, _db, _disposed) = (null, null, true);
        }
    }

    private DbCommand Open()
    {
        _db = catalog.CreateDbContext();
        _db.Database.OpenConnection();
        var question = _db.Database.GetDbConnection().CreateCommand();
        question.CommandText = "PRAGMA data_version";
        return question;
    }
}
