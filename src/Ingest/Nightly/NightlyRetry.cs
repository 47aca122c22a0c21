using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>Queues again what failed for an unclear reason: a full disk or a busy machine passes, a damaged file does not.</summary>
public sealed class NightlyRetry(IDbContextFactory<RagDocsDbContext> contexts)
{
    /// <returns>Documents queued.</returns>
    public async Task<int> RunAsync(long run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // What failed in this very night has had its tries.
        var failed = db.Documents.Where(d => d.State == DocumentState.Failed && d.RunId != run);
        return await Requeue.RunAsync(db, failed, run, cancellationToken);
    }
}
