using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>
/// Deletes chunks and vectors some at a time. SQLite holds in memory what is needed to undo a statement, so one statement for all chunks of
/// a document would take more memory the larger it is; what undoes the transaction around them lies in the log.
/// </summary>
public static class ChunkDeletion
{
    /// <summary>Chunks that one statement changes.</summary>
    internal const int AtOnce = 1_024;

    /// <summary>Deletes versions with their chunks and vectors.</summary>
    /// <returns>How many versions.</returns>
    public static async Task<int> DeleteVersionsAsync(RagDocsDbContext db, IQueryable<DocumentVersion> versions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var version in await versions.Select(v => v.Id).ToListAsync(cancellationToken))
        {
            await DeleteChunksAsync(db.Chunks.Where(c => c.VersionId == version), cancellationToken);
        }

        return await versions.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Deletes chunks with their vectors.</summary>
    public static async Task DeleteChunksAsync(IQueryable<Chunk> chunks, CancellationToken cancellationToken)
    {
        while (await chunks.OrderBy(c => c.Id).Take(AtOnce).ExecuteDeleteAsync(cancellationToken) == AtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Deletes the vectors of chunks that stay.</summary>
    public static async Task DeleteVectorsAsync(RagDocsDbContext db, IQueryable<Chunk> chunks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        for (List<long> ids = [0]; ids.Count > 0;)
        {
            var last = ids[^1];
            ids = await chunks.Where(c => c.Id > last).OrderBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (ids.Count > 0) await db.ChunkVectors.Where(v => EF.Parameter(ids).Contains(v.ChunkId)).ExecuteDeleteAsync(cancellationToken);
            if (ids.Count < AtOnce) return;
        }
    }
}
