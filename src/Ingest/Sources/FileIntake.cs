using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

public enum IntakeOutcome
{
    Added,
    Changed,

    /// <summary>The same content is indexed already, or is waiting to be.</summary>
    Unchanged,
    Rejected,
}

/// <param name="Path">As it will be shown; the raw name when it was rejected.</param>
/// <param name="Problem">Why it was rejected, in words for people.</param>
public sealed record IntakeResult(string Path, IntakeOutcome Outcome, long? DocumentId, string? Problem);

/// <summary>Takes one file into the library: its bytes are safe on disk before its row is queued, and its row before it is acknowledged.</summary>
public sealed class FileIntake(
    IDbContextFactory<RagDocsDbContext> contexts, Originals originals, IOptions<IngestOptions> options, TimeProvider time)
{
    /// <param name="rawPath">Path relative to the source, as the client calls it.</param>
    /// <param name="content">Read once, to its end.</param>
    /// <param name="modifiedAt">Time stamp in the source, when it has one.</param>
    public async Task<IntakeResult> TakeAsync(
        long sourceId, long runId, string rawPath, Stream content, DateTimeOffset? modifiedAt, CancellationToken cancellationToken)
    {
        if (!DocumentPath.TryNormalize(rawPath, out var path, out var problem))
        {
            return new IntakeResult(rawPath, IntakeOutcome.Rejected, null, problem);
        }

        try
        {
            var stored = await originals.AddAsync(new LengthLimitedStream(content, options.Value.MaxFileBytes), cancellationToken);
            return await QueueAsync(sourceId, runId, path, stored, modifiedAt, cancellationToken);
        }
        catch (FileTooLargeException tooLarge)
        {
            return new IntakeResult(path, IntakeOutcome.Rejected, null, tooLarge.Message);
        }
    }

    private async Task<IntakeResult> QueueAsync(
        long sourceId, long runId, string path, StoredFile stored, DateTimeOffset? modifiedAt, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var document = await db.Documents.SingleOrDefaultAsync(d => d.SourceId == sourceId && d.Path == path, cancellationToken);
        var outcome = document is null ? IntakeOutcome.Added
            : document.ContentHash == stored.Hash && document.RemovedAt is null && !CanBeTriedAgain(document.State) ? IntakeOutcome.Unchanged
            : IntakeOutcome.Changed;
        if (outcome == IntakeOutcome.Unchanged)
        {
            document!.SourceModifiedAt = modifiedAt;
        }
        else
        {
            document ??= await NewDocumentAsync(db, sourceId, path, cancellationToken);
            Enqueue(document, stored, runId, modifiedAt);
        }

        await db.SaveChangesAsync(cancellationToken);
        await CountAsync(db, runId, outcome, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IntakeResult(path, outcome, document.Id, null);
    }

    private async Task<Document> NewDocumentAsync(RagDocsDbContext db, long sourceId, string path, CancellationToken cancellationToken)
    {
        var collection = await db.Set<Source>().Where(s => s.Id == sourceId).Select(s => s.CollectionId).SingleAsync(cancellationToken);
        var document = new Document
        {
            CollectionId = collection, SourceId = sourceId, Path = path, Title = path[(path.LastIndexOf('/') + 1)..], ContentHash = "",
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(document);
        return document;
    }

    private void Enqueue(Document document, StoredFile stored, long runId, DateTimeOffset? modifiedAt)
    {
        document.ContentHash = stored.Hash;
        document.SizeBytes = stored.SizeBytes;
        document.SourceModifiedAt = modifiedAt;
        document.RunId = runId;
        document.RemovedAt = null;
        document.State = DocumentState.Pending;
        document.Work = WorkKind.Read;
        document.Reason = null;
        document.Attempts = 0;
        document.NextAttemptAt = null;
        // A worker still reading the older content loses its lease, and with it the right to write.
        document.LeaseOwner = null;
        document.LeaseExpiresAt = null;
        document.ChangedAt = time.GetUtcNow();
    }

    private static bool CanBeTriedAgain(DocumentState state) => state is DocumentState.Failed or DocumentState.Canceled;

    private static Task<int> CountAsync(RagDocsDbContext db, long runId, IntakeOutcome outcome, CancellationToken cancellationToken)
    {
        var run = db.IngestRuns.Where(r => r.Id == runId);
        return outcome switch
        {
            IntakeOutcome.Added => run.ExecuteUpdateAsync(
                r => r.SetProperty(x => x.Added, x => x.Added + 1).SetProperty(x => x.Queued, x => x.Queued + 1), cancellationToken),
            IntakeOutcome.Changed => run.ExecuteUpdateAsync(
                r => r.SetProperty(x => x.Changed, x => x.Changed + 1).SetProperty(x => x.Queued, x => x.Queued + 1), cancellationToken),
            _ => run.ExecuteUpdateAsync(r => r.SetProperty(x => x.Unchanged, x => x.Unchanged + 1), cancellationToken),
        };
    }
}
