using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>What an administrator does with documents in the library.</summary>
public sealed class DocumentActions(
    IDbContextFactory<RagDocsDbContext> contexts, DocumentIndex index, Runs runs, RunningDocuments running,
    QueueCancellation cancellation, QueueWaker waker)
{
    /// <summary>States in which a person has to do something before a document can be read, or has to say that it be tried again.</summary>
    private static readonly DocumentState[] NotRead =
    [
        DocumentState.Failed, DocumentState.NoText, DocumentState.Password, DocumentState.Damaged, DocumentState.Unsupported, DocumentState.Refused,
    ];

    /// <summary>Queues documents again, whatever became of them, as one run.</summary>
    public async Task RetryAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var titles = await db.Documents.Where(d => documentIds.Contains(d.Id)).Select(d => d.Title).Take(2).ToListAsync(cancellationToken);
        if (titles.Count == 0) return;
        // What inside them was read well is not read again; its content has not changed.
        var family = await db.WithPartsAsync(documentIds, cancellationToken);
        await RetryAsync(
            db, titles.Count == 1 ? titles[0] : $"{documentIds.Count} documents",
            d => documentIds.Contains(d.Id) || (EF.Parameter(family).Contains(d.Id) && d.State != DocumentState.Indexed), cancellationToken);
    }

    /// <summary>Queues everything again that could not be read, as one run; what a person canceled is left.</summary>
    public async Task<int> RetryFailedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var failed = await db.Documents.CountAsync(d => NotRead.Contains(d.State) && d.RemovedAt == null, cancellationToken);
        return failed == 0 ? 0 : await RetryAsync(db, $"{failed} documents", d => NotRead.Contains(d.State), cancellationToken);
    }

    private async Task<int> RetryAsync(
        RagDocsDbContext db, string subject, Expression<Func<Document, bool>> which, CancellationToken cancellationToken)
    {
        var run = await runs.OpenAsync(RunKind.Retry, subject, null, cancellationToken);
        var queued = await Requeue.RunAsync(db, db.Documents.Where(which), run, cancellationToken);
        await waker.WakeAsync(cancellationToken);
        return queued;
    }

    /// <summary>Takes documents out of the queue, also while they are read. Versions that were indexed before stay searchable.</summary>
    public Task<int> CancelAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken) =>
        cancellation.CancelDocumentsAsync(documentIds, cancellationToken);

    /// <summary>Takes documents, and what was found inside them, out of search at once. They can be brought back, and come back by
    /// themselves only when their file in a server folder changes.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var family = await db.WithPartsAsync(documentIds, cancellationToken);
        foreach (var id in documentIds) await index.RemoveAsync(id, cancellationToken, byPerson: true);
        foreach (var id in family) running.Stop(id);
    }

    public async Task RestoreAsync(IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        foreach (var id in documentIds) await index.RestoreAsync(id, cancellationToken);
    }
}
