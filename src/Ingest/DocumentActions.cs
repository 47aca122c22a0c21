using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>What an administrator does with documents in the library.</summary>
public sealed class DocumentActions(
    IDbContextFactory<RagDocsDbContext> contexts, DocumentIndex index, Runs runs, RunningDocuments running, QueueWaker waker)
{
    /// <summary>Queues documents again, whatever became of them, as one run.</summary>
    public async Task RetryAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var titles = await db.Documents.Where(d => documentIds.Contains(d.Id)).Select(d => d.Title).ToListAsync(cancellationToken);
        if (titles.Count == 0) return;
        // What inside them was read well is not read again; its content has not changed.
        var family = await db.WithPartsAsync(documentIds, cancellationToken);
        var run = await runs.OpenAsync(RunKind.Retry, titles.Count == 1 ? titles[0] : $"{titles.Count} documents", null, cancellationToken);
        var queued = await db.Documents
            .Where(d => documentIds.Contains(d.Id) || (EF.Parameter(family).Contains(d.Id) && d.State != DocumentState.Indexed))
            .Where(d => d.RemovedAt == null && d.State != DocumentState.Indexing)
            .ExecuteUpdateAsync(
                d => d.SetProperty(x => x.State, DocumentState.Pending)
                    .SetProperty(x => x.Work, WorkKind.Read)
                    .SetProperty(x => x.Reason, (string?)null)
                    .SetProperty(x => x.Attempts, 0)
                    .SetProperty(x => x.NextAttemptAt, (DateTimeOffset?)null)
                    .SetProperty(x => x.RunId, run),
                cancellationToken);
        await db.IngestRuns.Where(r => r.Id == run).ExecuteUpdateAsync(r => r.SetProperty(x => x.Queued, queued), cancellationToken);
        await waker.WakeAsync(cancellationToken);
    }

    /// <summary>Takes documents, and what was found inside them, out of search at once. They can be brought back.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var id in await db.WithPartsAsync(documentIds, cancellationToken)) running.Cancel(id);
        foreach (var id in documentIds) await index.RemoveAsync(id, cancellationToken);
    }

    public async Task RestoreAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        foreach (var id in documentIds) await index.RestoreAsync(id, cancellationToken);
    }
}
