using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>
/// The one door through which searchable text changes. Chunks, vectors and the document's state change together in one transaction, or not
/// at all; a line in <see cref="IndexChange"/> tells every search index that follows.
/// </summary>
public sealed class DocumentIndex(IDbContextFactory<RagDocsDbContext> catalog, TimeProvider time)
{
    /// <summary>Chunks held in memory and written at once; more than these are staged, out of every search until the last is written.</summary>
    private const int AtOnce = 2_048;

    /// <summary>Makes a new version the one that is searched. The old version's chunks stay for its citations, without vectors.</summary>
    /// <exception cref="LeaseLostException">The document is no longer this worker's; nothing was written.</exception>
    /// <exception cref="GenerationSwitchedException">The vectors are of a generation that is not active any more; nothing was written.</exception>
    public async Task<DocumentVersion> ReplaceAsync(NewVersion version, IReadOnlyList<NewChunk> chunks, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        // SQLite lets one writer in at a time, so what is read from here on stays true until the commit.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var document = await VersionLedger.HeldAsync(db, version, cancellationToken);
        var generation = await VersionLedger.GenerationAsync(db, version, cancellationToken);
        var stored = await VersionLedger.AddAsync(db, version, staged: false, chunks.Count, time.GetUtcNow(), cancellationToken);
        await VersionLedger.ReplaceOldAsync(db, document, stored, generation, cancellationToken);
        // A document removed while it was read is indexed out of sight, so that restoring it is cheap.
        var target = new ChunkTarget(document.Id, document.CollectionId, stored.Id, generation, version.Title, Searchable: document.RemovedAt is null);
        await ChunkWriter.WriteAsync(db, target, 0, chunks, cancellationToken);
        Finish(db, document, stored, version);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    /// <summary>
    /// The same for chunks that come one batch after the other. Many of them are written in several short transactions out of sight,
    /// and one last transaction makes them the version that is searched.
    /// </summary>
    /// <exception cref="LeaseLostException">The document is no longer this worker's; what was written is dropped.</exception>
    /// <exception cref="GenerationSwitchedException">The index was exchanged meanwhile; what was written is dropped.</exception>
    public async Task<DocumentVersion> ReplaceAsync(
        NewVersion version, IAsyncEnumerable<IReadOnlyList<NewChunk>> batches, CancellationToken cancellationToken)
    {
        var held = new List<NewChunk>();
        DocumentVersion? staged = null;
        try
        {
            await foreach (var batch in batches.WithCancellation(cancellationToken))
            {
                held.AddRange(batch);
                if (held.Count < AtOnce) continue;
                staged = await StageAsync(version, staged, held, cancellationToken);
                held.Clear();
            }

            if (staged is null) return await ReplaceAsync(version, held, cancellationToken);
            staged = await StageAsync(version, staged, held, cancellationToken);
            return await PublishAsync(version, staged, cancellationToken);
        }
        catch when (staged is not null)
        {
            await DropStagedAsync(staged.Id);
            throw;
        }
    }

    /// <summary>Takes a document, and what was found inside it, out of every search; text and vectors stay, so that it can be brought back at once.</summary>
    /// <param name="byPerson">A person wants it away; false when it is gone from its source.</param>
    /// <returns>False when there is no such document or it was removed already.</returns>
    public async Task<bool> RemoveAsync(long documentId, CancellationToken cancellationToken, bool byPerson = false)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.Documents.AnyAsync(d => d.Id == documentId && d.RemovedAt == null, cancellationToken)) return false;
        await RemoveAsync(db, [documentId], cancellationToken);
        if (byPerson) await db.Documents.Where(d => d.Id == documentId).ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAttemptAt, Document.Never), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes parts out of search that a container no longer holds, and what was found inside them.</summary>
    /// <exception cref="LeaseLostException">The container is no longer this worker's; nothing was changed.</exception>
    public async Task RemovePartsAsync(
        long containerId, string leaseOwner, string contentHash, IReadOnlyCollection<long> parts, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await db.Documents.AnyAsync(d => d.Id == containerId && d.LeaseOwner == leaseOwner && d.ContentHash == contentHash, cancellationToken))
            throw new LeaseLostException(containerId);
        await RemoveAsync(db, parts, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Brings a removed document back, with the parts that went with it: the version that was searched last is searched again.</summary>
    /// <returns>False when there is no such document or it was not removed.</returns>
    public async Task<bool> RestoreAsync(long documentId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var removedAt = await db.Documents.Where(d => d.Id == documentId).Select(d => d.RemovedAt).SingleOrDefaultAsync(cancellationToken);
        if (removedAt is null) return false;

        // A part that had gone before its container did, went for a reason of its own.
        var family = await db.WithPartsAsync([documentId], cancellationToken);
        var generation = await VersionLedger.ActiveGenerationAsync(db, cancellationToken);
        foreach (var document in await db.Documents.Where(d => EF.Parameter(family).Contains(d.Id) && d.RemovedAt == removedAt).ToListAsync(cancellationToken))
        {
            document.RemovedAt = document.NextAttemptAt = null;
            document.ChangedAt = time.GetUtcNow();
            await VersionLedger.ShowAsync(db, document, document.CurrentVersionId, generation, cancellationToken);
            db.IndexChanges.Add(new IndexChange { DocumentId = document.Id });
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Drops what workers that were killed left half written; their documents are in nobody's hands.</summary>
    public async Task<int> DropAbandonedAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await ChunkDeletion.DeleteVersionsAsync(db, db.DocumentVersions.Where(v => v.Staged && v.Document!.LeaseOwner == null), cancellationToken);
    }

    private async Task RemoveAsync(RagDocsDbContext db, IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        // One time for all of them tells what went together, and so what comes back together.
        var now = time.GetUtcNow();
        var family = await db.WithPartsAsync(documentIds, cancellationToken);
        foreach (var document in await db.Documents.Where(d => EF.Parameter(family).Contains(d.Id) && d.RemovedAt == null).ToListAsync(cancellationToken))
        {
            document.RemovedAt = document.ChangedAt = now;
            if (document.State == DocumentState.Indexing) document.State = DocumentState.Pending;
            VersionLedger.Release(document);
            await VersionLedger.HideAsync(db, document.Id, cancellationToken);
            db.IndexChanges.Add(new IndexChange { DocumentId = document.Id });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<DocumentVersion> StageAsync(
        NewVersion version, DocumentVersion? staged, List<NewChunk> chunks, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var document = await VersionLedger.HeldAsync(db, version, cancellationToken);
        var generation = await VersionLedger.GenerationAsync(db, version, cancellationToken);
        if (staged is null) staged = await VersionLedger.AddAsync(db, version, staged: true, chunks: 0, time.GetUtcNow(), cancellationToken);
        var target = new ChunkTarget(document.Id, document.CollectionId, staged.Id, generation, version.Title, Searchable: false);
        await ChunkWriter.WriteAsync(db, target, staged.ChunkCount, chunks, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        staged.ChunkCount += chunks.Count;
        return staged;
    }

    private async Task<DocumentVersion> PublishAsync(NewVersion version, DocumentVersion staged, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var document = await VersionLedger.HeldAsync(db, version, cancellationToken);
        var generation = await VersionLedger.GenerationAsync(db, version, cancellationToken);
        var stored = await db.DocumentVersions.SingleAsync(v => v.Id == staged.Id, cancellationToken);
        (stored.Staged, stored.ChunkCount, stored.IndexedAt) = (false, staged.ChunkCount, time.GetUtcNow());
        await VersionLedger.ReplaceOldAsync(db, document, stored, generation, cancellationToken);
        if (document.RemovedAt is null) await VersionLedger.ShowAsync(db, document, stored.Id, generation, cancellationToken);
        Finish(db, document, stored, version);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    private async Task DropStagedAsync(long versionId)
    {
        await using var db = await catalog.CreateDbContextAsync(CancellationToken.None);
        await ChunkDeletion.DeleteVersionsAsync(db, db.DocumentVersions.Where(v => v.Id == versionId && v.Staged), CancellationToken.None);
    }

    private void Finish(RagDocsDbContext db, Document document, DocumentVersion stored, NewVersion version)
    {
        document.CurrentVersionId = stored.Id;
        document.Title = version.Title;
        document.State = version.Next is null ? version.State : DocumentState.Pending;
        document.Work = version.Next ?? WorkKind.Read;
        if (version.Next is not null) document.Attempts = 0;
        document.Reason = version.Reason;
        document.ChangedAt = time.GetUtcNow();
        if (document.ReviewBy is not { } set || !ReviewDay.IsOfPerson(set)) document.ReviewBy = version.ReviewBy is { } day ? ReviewDay.OfDocument(day) : null;
        VersionLedger.Release(document);
        db.IndexChanges.Add(new IndexChange { DocumentId = document.Id });
    }
}
