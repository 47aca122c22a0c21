using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>
/// Takes documents out of the queue for a person. The row is taken from whoever works on it: this process stops that work at once, any
/// other one within a second, and neither can write a result any more.
/// </summary>
public sealed class QueueCancellation(IDbContextFactory<RagDocsDbContext> contexts, RunningDocuments running, TimeProvider time)
{
    internal const string Reason = "Canceled. Run it again from the library when you want it.";

    private static readonly DocumentState[] InWork = [DocumentState.Pending, DocumentState.Indexing];

    /// <summary>A run with all its documents that are not through.</summary>
    public async Task CancelRunAsync(long runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // The run first: once its documents are out of the queue, a worker would close it as done.
        await db.IngestRuns.Where(r => r.Id == runId && r.State == RunState.Running).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.State, RunState.Canceled).SetProperty(x => x.EndedAt, time.GetUtcNow()), cancellationToken);
        await CancelAsync(db, d => d.RunId == runId, cancellationToken);
    }

    /// <returns>How many of them were waiting or in work.</returns>
    public async Task<int> CancelDocumentsAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await CancelAsync(db, d => documentIds.Contains(d.Id), cancellationToken);
    }

    private async Task<int> CancelAsync(RagDocsDbContext db, Expression<Func<Document, bool>> which, CancellationToken cancellationToken)
    {
        var documents = db.Documents.Where(which).Where(d => InWork.Contains(d.State));
        // A document may be claimed between the list and the update; its worker finds its lease gone within a second.
        var working = await documents.Where(d => d.State == DocumentState.Indexing).Select(d => d.Id).ToListAsync(cancellationToken);
        var canceled = await documents.ExecuteUpdateAsync(
            d => d.SetProperty(x => x.State, DocumentState.Canceled)
                .SetProperty(x => x.Reason, Reason)
                .SetProperty(x => x.ChangedAt, time.GetUtcNow())
                .SetProperty(x => x.NextAttemptAt, (DateTimeOffset?)null)
                .SetProperty(x => x.LeaseOwner, (string?)null)
                .SetProperty(x => x.LeaseExpiresAt, (DateTimeOffset?)null),
            cancellationToken);
        working.ForEach(running.Stop);
        return canceled;
    }
}
