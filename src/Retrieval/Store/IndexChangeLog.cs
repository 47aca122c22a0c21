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

    /// <summary>The newest line; 0 when there is none.</summary>
    internal static async Task<long> NewestAsync(RagDocsDbContext db, CancellationToken cancellationToken) =>
        await db.IndexChanges.MaxAsync(c => (long?)c.Id, cancellationToken) ?? 0;

    /// <returns>The newest line and the documents that changed since the one given; null for the documents when lines have been forgotten since.</returns>
    internal static async Task<(long Last, IReadOnlyList<long>? Documents)> SinceAsync(RagDocsDbContext db, long line, CancellationToken cancellationToken)
    {
        var changes = await db.IndexChanges.Where(c => c.Id > line).Select(c => new { c.Id, c.DocumentId }).ToListAsync(cancellationToken);
        if (changes.Count == 0) return (line, []);
        var last = changes.Max(c => c.Id);
        return await HasForgottenAsync(db, line, cancellationToken) ? (last, null) : (last, [.. changes.Select(c => c.DocumentId).Distinct()]);
    }

    /// <summary>
    /// True when lines behind the last one known may be gone, so that all must be loaded anew. Asked after the lines were read: what is
    /// deleted between the two questions is taken for forgotten although it was seen, never the other way round.
    /// </summary>
    internal static async Task<bool> HasForgottenAsync(RagDocsDbContext db, long lastKnown, CancellationToken cancellationToken) =>
        await db.IndexChanges.MinAsync(c => (long?)c.Id, cancellationToken) > lastKnown + 1;
}
