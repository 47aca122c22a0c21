using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>Keeps the lines of <see cref="IndexChange"/> from growing for ever.</summary>
public sealed class IndexChangeLog(IDbContextFactory<RagDocsDbContext> catalog)
{
    /// <summary>Deletes all but the newest lines. The newest of all always stays: a process sees by it that it has missed something.</summary>
    /// <param name="keep">At least 1.</param>
    /// <returns>Lines deleted.</returns>
    public async Task<int> TrimAsync(int keep, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        if (await db.IndexChanges.MaxAsync(c => (long?)c.Id, cancellationToken) is not { } newest) return 0;
        var oldest = newest - Math.Max(keep, 1) + 1;
        return await db.IndexChanges.Where(c => c.Id < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>
    /// True when lines behind the last one known may be gone, so that all must be loaded anew. Asked after the lines were read: what is
    /// deleted between the two questions is taken for forgotten although it was seen, never the other way round.
    /// </summary>
    internal static async Task<bool> HasForgottenAsync(RagDocsDbContext db, long lastKnown, CancellationToken cancellationToken) =>
        await db.IndexChanges.MinAsync(c => (long?)c.Id, cancellationToken) > lastKnown + 1;
}
