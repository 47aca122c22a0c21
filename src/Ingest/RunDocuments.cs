using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>A document as the job log lists it.</summary>
/// <param name="NextAttemptAt">When it is tried again; null when it is not waiting for that.</param>
public sealed record JobDocument(
    long Id, string Title, string Path, string Collection, DocumentState State, string? Reason, int Attempts, DateTimeOffset? NextAttemptAt, DateTimeOffset ChangedAt);

/// <param name="Total">Documents in all, whatever part was asked for.</param>
public sealed record JobDocumentPage(IReadOnlyList<JobDocument> Documents, int Total);

/// <summary>One try at a document.</summary>
/// <param name="Worker">Machine and process.</param>
/// <param name="EndedAt">Null while it runs, or when its process died.</param>
public sealed record AttemptLine(
    int Number, string Worker, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DocumentState? Outcome, string? Reason, int? Pages);

/// <summary>The job log: the documents of a run, the ones that failed, and what was tried with each.</summary>
public sealed class RunDocuments(IDbContextFactory<RagDocsDbContext> contexts)
{
    private const int MaxAttempts = 100;

    /// <summary>States in the order in which they are worth reading: what runs, what failed, the rest.</summary>
    private static readonly DocumentState[] Working = [DocumentState.Indexing];

    private static readonly DocumentState[] Fine = [DocumentState.Indexed, DocumentState.Partial, DocumentState.Pending];

    private static readonly DocumentState[] Failed =
    [
        DocumentState.Failed, DocumentState.NoText, DocumentState.Password, DocumentState.Damaged, DocumentState.Unsupported, DocumentState.Refused,
    ];

    /// <summary>Those being read first, then those with trouble, then the others.</summary>
    public Task<JobDocumentPage> OfRunAsync(long run, int skip, int take, CancellationToken cancellationToken) =>
        PageAsync(db => db.Documents.Where(d => d.RunId == run && d.RemovedAt == null)
            .OrderByDescending(d => Working.Contains(d.State)).ThenBy(d => Fine.Contains(d.State)).ThenByDescending(d => d.ChangedAt).ThenBy(d => d.Id),
            skip, take, cancellationToken);

    /// <summary>Everything that could not be read, the newest first: what waits for a person.</summary>
    public Task<JobDocumentPage> FailedAsync(int skip, int take, CancellationToken cancellationToken) =>
        PageAsync(db => db.Documents.Where(d => Failed.Contains(d.State) && d.RemovedAt == null)
            .OrderByDescending(d => d.State == DocumentState.Failed).ThenByDescending(d => d.ChangedAt).ThenBy(d => d.Id),
            skip, take, cancellationToken);

    /// <summary>What was tried with a document, the newest first.</summary>
    public async Task<IReadOnlyList<AttemptLine>> AttemptsAsync(long documentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var attempts = await db.IngestAttempts.AsNoTracking().Where(a => a.DocumentId == documentId).OrderByDescending(a => a.Id).Take(MaxAttempts)
            .ToListAsync(cancellationToken);
        return [.. attempts.Select(a => new AttemptLine(a.Number, Short(a.Worker), a.StartedAt, a.EndedAt, a.Outcome, a.Reason, a.Pages))];
    }

    private async Task<JobDocumentPage> PageAsync(
        Func<RagDocsDbContext, IQueryable<Document>> which, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var documents = which(db);
        var total = await documents.CountAsync(cancellationToken);
        var page = await documents.Skip(skip).Take(take)
            .Select(d => new JobDocument(d.Id, d.Title, d.Path, d.Collection!.Name, d.State, d.Reason, d.Attempts, d.NextAttemptAt, d.ChangedAt))
            .ToListAsync(cancellationToken);
        return new JobDocumentPage(page, total);
    }

    // Start time and number only tell workers apart for the program.
    private static string Short(string worker) => string.Join('/', worker.Split('/').Take(2));
}
