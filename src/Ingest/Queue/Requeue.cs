using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>Puts documents into the queue again under a run, with all their tries before them.</summary>
internal static class Requeue
{
    /// <returns>How many were queued: removed ones, and those being read at this moment, are not.</returns>
    public static async Task<int> RunAsync(RagDocsDbContext db, IQueryable<Document> documents, long runId, CancellationToken cancellationToken)
    {
        var queued = await documents.Where(d => d.RemovedAt == null && d.State != DocumentState.Indexing).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.State, DocumentState.Pending)
                .SetProperty(x => x.Work, WorkKind.Read)
                .SetProperty(x => x.Reason, (string?)null)
                .SetProperty(x => x.Attempts, 0)
                .SetProperty(x => x.NextAttemptAt, (DateTimeOffset?)null)
                .SetProperty(x => x.RunId, runId),
            cancellationToken);
        await db.IngestRuns.Where(r => r.Id == runId).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Queued, x => x.Queued + queued), cancellationToken);
        return queued;
    }
}
