using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>
/// The one door through which searchable text changes. Chunks, keyword rows, vectors and the document's state change together in one
/// transaction, or not at all; a line in <see cref="IndexChange"/> tells every process that holds vectors in memory.
/// </summary>
public sealed class DocumentIndex(IDbContextFactory<RagDocsDbContext> catalog, TimeProvider time)
{
    /// <summary>Makes a new version the one that is searched. The old version's chunks stay for its citations, without vectors.</summary>
    /// <exception cref="LeaseLostException">The document is no longer this worker's; nothing was written.</exception>
    public async Task<DocumentVersion> ReplaceAsync(NewVersion version, IReadOnlyList<NewChunk> chunks, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        // SQLite lets one writer in at a time, so what is read from here on stays true until the commit.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == version.DocumentId, cancellationToken);
        if (document is null || document.LeaseOwner != version.LeaseOwner || document.ContentHash != version.ContentHash)
        {
            throw new LeaseLostException(version.DocumentId);
        }

        var stored = await AddVersionAsync(db, version, chunks.Count, cancellationToken);
        await HideAsync(db, document.Id, cancellationToken);
        await DropVectorsAsync(db, document.Id, cancellationToken);
        // A document removed while it was read is indexed out of sight, so that restoring it is cheap.
        await ChunkWriter.WriteAsync(db, document, stored, version.Title, chunks, searchable: document.RemovedAt is null, cancellationToken);

        document.CurrentVersionId = stored.Id;
        document.Title = version.Title;
        document.State = version.State;
        document.Reason = version.Reason;
        document.ChangedAt = time.GetUtcNow();
        Release(document);
        db.IndexChanges.Add(new IndexChange { DocumentId = document.Id });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    /// <summary>Takes a document out of every search; its text and vectors stay, so that it can be brought back at once.</summary>
    /// <returns>False when there is no such document or it was removed already.</returns>
    public async Task<bool> RemoveAsync(long documentId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == documentId && d.RemovedAt == null, cancellationToken);
        if (document is null) return false;

        document.RemovedAt = document.ChangedAt = time.GetUtcNow();
        if (document.State == DocumentState.Indexing) document.State = DocumentState.Pending;
        Release(document);
        await HideAsync(db, documentId, cancellationToken);
        db.IndexChanges.Add(new IndexChange { DocumentId = documentId });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Brings a removed document back: the version that was searched last is searched again.</summary>
    /// <returns>False when there is no such document or it was not removed.</returns>
    public async Task<bool> RestoreAsync(long documentId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == documentId && d.RemovedAt != null, cancellationToken);
        if (document is null) return false;

        document.RemovedAt = null;
        document.ChangedAt = time.GetUtcNow();
        await db.Chunks.Where(c => c.VersionId == document.CurrentVersionId)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Searchable, true).SetProperty(x => x.CollectionId, document.CollectionId), cancellationToken);
        db.IndexChanges.Add(new IndexChange { DocumentId = documentId });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<DocumentVersion> AddVersionAsync(RagDocsDbContext db, NewVersion version, int chunks, CancellationToken cancellationToken)
    {
        var last = await db.DocumentVersions.Where(v => v.DocumentId == version.DocumentId).MaxAsync(v => (int?)v.Number, cancellationToken);
        var stored = new DocumentVersion
        {
            DocumentId = version.DocumentId,
            Number = (last ?? 0) + 1,
            ContentHash = version.ContentHash,
            MediaType = version.MediaType,
            Pages = version.Pages,
            ChunkCount = chunks,
            IndexedAt = time.GetUtcNow(),
        };
        db.Add(stored);
        await db.SaveChangesAsync(cancellationToken);
        return stored;
    }

    private static Task<int> HideAsync(RagDocsDbContext db, long documentId, CancellationToken cancellationToken) =>
        db.Chunks.Where(c => c.DocumentId == documentId && c.Searchable)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Searchable, false), cancellationToken);

    private static Task<int> DropVectorsAsync(RagDocsDbContext db, long documentId, CancellationToken cancellationToken) =>
        db.ChunkVectors.Where(v => db.Chunks.Any(c => c.Id == v.ChunkId && c.DocumentId == documentId)).ExecuteDeleteAsync(cancellationToken);

    private static void Release(Document document)
    {
        document.LeaseOwner = null;
        document.LeaseExpiresAt = null;
        document.NextAttemptAt = null;
    }
}
