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

/// <summary>A file whose bytes are safe on disk and whose row is not written yet.</summary>
internal sealed record ArrivedFile(string Path, StoredFile Stored, DateTimeOffset? ModifiedAt);

/// <summary>Takes files into the library: their bytes are safe on disk before their rows are queued, and their rows before they are acknowledged.</summary>
public sealed class FileIntake(
    IDbContextFactory<RagDocsDbContext> contexts, Originals originals, DocumentIndex index, IOptions<IngestOptions> options, TimeProvider time)
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
            var stored = await StoreAsync(content, cancellationToken);
            return (await QueueAsync(sourceId, runId, [new ArrivedFile(path, stored, modifiedAt)], cancellationToken))[0];
        }
        catch (FileTooLargeException tooLarge)
        {
            return new IntakeResult(path, IntakeOutcome.Rejected, null, tooLarge.Message);
        }
    }

    /// <exception cref="FileTooLargeException">The service takes no file of this size.</exception>
    internal Task<StoredFile> StoreAsync(Stream content, CancellationToken cancellationToken) =>
        originals.AddAsync(new LengthLimitedStream(content, options.Value.MaxFileBytes), cancellationToken);

    /// <summary>Writes the rows of stored files in one transaction: 20,000 files would spend minutes on one each.</summary>
    /// <param name="files">Every path once.</param>
    internal async Task<IReadOnlyList<IntakeResult>> QueueAsync(
        long sourceId, long runId, IReadOnlyList<ArrivedFile> files, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var paths = files.Select(f => f.Path).ToList();
        var known = await db.Documents.Where(d => d.SourceId == sourceId && paths.Contains(d.Path)).ToDictionaryAsync(d => d.Path, StringComparer.Ordinal, cancellationToken);
        var collection = await db.Set<Source>().Where(s => s.Id == sourceId).Select(s => s.CollectionId).SingleAsync(cancellationToken);
        var taken = new List<(Document Document, IntakeOutcome Outcome)>(files.Count);
        var back = new List<long>();
        foreach (var file in files)
        {
            var document = known.GetValueOrDefault(file.Path);
            var outcome = OutcomeFor(document, file);
            if (document is null) db.Add(document = New(sourceId, collection, file.Path));
            if (outcome == IntakeOutcome.Unchanged) document.SourceModifiedAt = file.ModifiedAt;
            else if (IsBack(document, file)) Reappear(document, file, runId, back);
            else Enqueue(document, file, runId);
            taken.Add((document, outcome));
        }

        await db.SaveChangesAsync(cancellationToken);
        await CountAsync(db, runId, taken.ConvertAll(t => t.Outcome), queued: taken.Count(t => t.Document.State == DocumentState.Pending && t.Document.RunId == runId), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var id in back) await index.RestoreAsync(id, cancellationToken);
        return taken.ConvertAll(t => new IntakeResult(t.Document.Path, t.Outcome, t.Document.Id, null));
    }

    private static IntakeOutcome OutcomeFor(Document? document, ArrivedFile file) => document switch
    {
        null => IntakeOutcome.Added,
        { RemovedAt: not null } => IntakeOutcome.Added,
        _ when document.ContentHash == file.Stored.Hash && !CanBeTriedAgain(document.State) => IntakeOutcome.Unchanged,
        _ => IntakeOutcome.Changed,
    };

    // It was gone and comes back as it was: its text and vectors are still there.
    private static bool IsBack(Document document, ArrivedFile file) =>
        document.RemovedAt is not null && document.ContentHash == file.Stored.Hash && document.CurrentVersionId is not null
        && document.State is DocumentState.Indexed or DocumentState.Partial;

    private static void Reappear(Document document, ArrivedFile file, long runId, List<long> back)
    {
        document.SourceModifiedAt = file.ModifiedAt;
        document.RunId = runId;
        back.Add(document.Id);
    }

    private Document New(long sourceId, long collectionId, string path) => new()
    {
        CollectionId = collectionId, SourceId = sourceId, Path = path, Title = path[(path.LastIndexOf('/') + 1)..], ContentHash = "",
        CreatedAt = time.GetUtcNow(),
    };

    internal void Enqueue(Document document, ArrivedFile file, long? runId)
    {
        // What was a part of another file may have come as a file of its own.
        document.ParentId = null;
        document.ContentHash = file.Stored.Hash;
        document.SizeBytes = file.Stored.SizeBytes;
        document.SourceModifiedAt = file.ModifiedAt;
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

    internal static bool CanBeTriedAgain(DocumentState state) => state is DocumentState.Failed or DocumentState.Canceled;

    internal static Task<int> CountAsync(RagDocsDbContext db, long runId, List<IntakeOutcome> outcomes, int queued, CancellationToken cancellationToken)
    {
        var (added, changed, unchanged) = (Of(IntakeOutcome.Added), Of(IntakeOutcome.Changed), Of(IntakeOutcome.Unchanged));
        return db.IngestRuns.Where(r => r.Id == runId).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Added, x => x.Added + added)
                .SetProperty(x => x.Changed, x => x.Changed + changed)
                .SetProperty(x => x.Unchanged, x => x.Unchanged + unchanged)
                .SetProperty(x => x.Queued, x => x.Queued + queued),
            cancellationToken);

        int Of(IntakeOutcome outcome) => outcomes.Count(o => o == outcome);
    }
}
