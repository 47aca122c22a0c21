using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>
/// The queue is the catalog's document table: a pending document is claimed by writing a lease into its row, in one guarded update, so
/// two workers never hold the same one. A lease that is not renewed runs out, and the document is claimed again.
/// </summary>
public sealed class DocumentQueue(
    IDbContextFactory<RagDocsDbContext> contexts, IOptions<IngestOptions> options, TimeProvider time, ILogger<DocumentQueue> log)
{
    private readonly Dictionary<WorkKind, ClaimOrder> _orders = Enum.GetValues<WorkKind>().ToDictionary(kind => kind, _ => new ClaimOrder());

    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>How often a lease is renewed: three times within its life, so that one lost renewal does not lose it.</summary>
    public TimeSpan RenewEvery => Lease / 3;

    /// <summary>Claims the document whose turn it is (<see cref="ClaimOrder"/>); null when none of this kind of work is due.</summary>
    public async Task<LeasedDocument?> ClaimAsync(string owner, WorkKind kind, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var now = time.GetUtcNow();
            var due = Due(db, now).Where(d => d.Work == kind);
            if (await _orders[kind].NextAsync(db, due, cancellationToken) is not { } id) return null;
            var claimed = await due.Where(d => d.Id == id).ExecuteUpdateAsync(
                d => d.SetProperty(x => x.State, DocumentState.Indexing)
                    .SetProperty(x => x.LeaseOwner, owner)
                    .SetProperty(x => x.LeaseExpiresAt, now + Lease)
                    .SetProperty(x => x.Attempts, x => x.Attempts + 1),
                cancellationToken);
            if (claimed == 0) continue;
            var document = await OpenAttemptAsync(db, id, owner, now, cancellationToken);
            if (!await EndsItsWorkersAsync(db, document, cancellationToken)) return document;
            await CloseAsync(document, DocumentState.Failed, EndedItsWorkers(options.Value.Crashes), cancellationToken);
            await LogAttemptAsync(document, DocumentState.Failed, EndedItsWorkers(options.Value.Crashes), null, cancellationToken);
        }
    }

    /// <summary>True while the lease is this owner's: nobody canceled the document, took it over, or brought newer content.</summary>
    public async Task<bool> IsHeldAsync(LeasedDocument document, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Held(db, document).AnyAsync(cancellationToken);
    }

    /// <summary>True while the lease is still this owner's.</summary>
    public async Task<bool> RenewAsync(LeasedDocument document, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Held(db, document).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.LeaseExpiresAt, time.GetUtcNow() + Lease), cancellationToken) == 1;
    }

    /// <summary>Null when there is no such document any more.</summary>
    public async Task<DocumentState?> StateOfAsync(long documentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Documents.Where(d => d.Id == documentId).Select(d => (DocumentState?)d.State).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Ends the work without new chunks: the reason is shown to people, an earlier version stays searchable.</summary>
    public async Task CloseAsync(LeasedDocument document, DocumentState state, string? reason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Held(db, document).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.State, state)
                .SetProperty(x => x.Reason, reason)
                .SetProperty(x => x.ChangedAt, time.GetUtcNow())
                .SetProperty(x => x.LeaseOwner, (string?)null)
                .SetProperty(x => x.LeaseExpiresAt, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>Queues the document for the next kind of work, with tries of its own.</summary>
    public async Task PassOnAsync(LeasedDocument document, WorkKind next, string? reason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Held(db, document).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.State, DocumentState.Pending)
                .SetProperty(x => x.Work, next)
                .SetProperty(x => x.Reason, reason)
                .SetProperty(x => x.Attempts, 0)
                .SetProperty(x => x.LeaseOwner, (string?)null)
                .SetProperty(x => x.LeaseExpiresAt, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>Puts the document back: due again after a pause, or at once when it was only interrupted.</summary>
    /// <param name="countAttempt">False when the worker was stopped, which is no fault of the document.</param>
    public Task ReturnAsync(LeasedDocument document, bool countAttempt, string? reason, CancellationToken cancellationToken) => countAttempt
        ? ReturnAsync(document, document.Attempt, time.GetUtcNow() + RetryDelay.After(document.Attempt, Random.Shared.NextDouble()), reason, cancellationToken)
        : ReturnAsync(document, document.Attempt - 1, due: null, reason, cancellationToken);

    /// <summary>Puts the document back for something that it is not to blame for: due again after the pause, and the attempt does not count.</summary>
    public Task WaitAsync(LeasedDocument document, TimeSpan pause, string reason, CancellationToken cancellationToken) =>
        ReturnAsync(document, document.Attempt - 1, time.GetUtcNow() + pause, reason, cancellationToken);

    private async Task ReturnAsync(LeasedDocument document, int attempts, DateTimeOffset? due, string? reason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Held(db, document).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.State, DocumentState.Pending)
                .SetProperty(x => x.Reason, reason)
                .SetProperty(x => x.Attempts, attempts)
                .SetProperty(x => x.NextAttemptAt, due)
                .SetProperty(x => x.LeaseOwner, (string?)null)
                .SetProperty(x => x.LeaseExpiresAt, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>Writes the end of an attempt into the job log.</summary>
    public async Task LogAttemptAsync(
        LeasedDocument document, DocumentState? outcome, string? reason, int? pages, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.IngestAttempts.Where(a => a.Id == document.AttemptId).ExecuteUpdateAsync(
            a => a.SetProperty(x => x.EndedAt, time.GetUtcNow())
                .SetProperty(x => x.Outcome, outcome)
                .SetProperty(x => x.Reason, reason)
                .SetProperty(x => x.Pages, pages),
            cancellationToken);
    }

    /// <summary>Frees documents held by workers of this machine whose process is gone, so that a restart need not wait for leases.</summary>
    public async Task<int> ReleaseAbandonedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owners = await db.Documents.Where(d => d.State == DocumentState.Indexing && d.LeaseOwner != null)
            .Select(d => d.LeaseOwner!).Distinct().ToListAsync(cancellationToken);
        var gone = owners.Where(WorkerName.IsGone).ToList();
        var released = await db.Documents.Where(d => d.LeaseOwner != null && gone.Contains(d.LeaseOwner)).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.State, DocumentState.Pending)
                .SetProperty(x => x.LeaseOwner, (string?)null)
                .SetProperty(x => x.LeaseExpiresAt, (DateTimeOffset?)null),
            cancellationToken);
        if (released > 0) Log.Released(log, released);
        return released;
    }

    private static IQueryable<Document> Due(RagDocsDbContext db, DateTimeOffset now) => db.Documents.Where(d =>
        d.RemovedAt == null && d.Source!.PausedAt == null
        && ((d.State == DocumentState.Pending && (d.NextAttemptAt == null || d.NextAttemptAt <= now))
            || (d.State == DocumentState.Indexing && d.LeaseExpiresAt < now)));

    // An attempt without an end is one whose process died. A document that ends its process every time must not do so for ever.
    private async Task<bool> EndsItsWorkersAsync(RagDocsDbContext db, LeasedDocument document, CancellationToken cancellationToken)
    {
        if (document.Attempt <= options.Value.Crashes) return false;
        var attempts = await db.IngestAttempts.Where(a => a.DocumentId == document.Id && a.Id < document.AttemptId).OrderByDescending(a => a.Id)
            .Take(options.Value.Crashes).Select(a => a.EndedAt).ToListAsync(cancellationToken);
        return attempts.TrueForAll(ended => ended is null);
    }

    private static string EndedItsWorkers(int times) =>
        $"The service ended {times} times while this file was read. Look at the file and at the server's memory, then run it again.";

    private static IQueryable<Document> Held(RagDocsDbContext db, LeasedDocument document) =>
        db.Documents.Where(d => d.Id == document.Id && d.LeaseOwner == document.Owner);

    private static async Task<LeasedDocument> OpenAttemptAsync(
        RagDocsDbContext db, long id, string owner, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await db.Documents.AsNoTracking().Include(d => d.Collection).SingleAsync(d => d.Id == id, cancellationToken);
        var attempt = new IngestAttempt { DocumentId = id, Number = row.Attempts, Worker = owner, StartedAt = now };
        db.Add(attempt);
        await db.SaveChangesAsync(cancellationToken);
        return new LeasedDocument(
            id, row.CollectionId, row.Path, row.Title, row.ContentHash, row.SizeBytes, row.Attempts, owner, attempt.Id)
        {
            Work = row.Work, Languages = row.Collection!.Languages,
        };
    }
}
