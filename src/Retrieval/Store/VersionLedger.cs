using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>The steps that every change of a document's searchable version is made of; each within the caller's transaction.</summary>
internal static class VersionLedger
{
    /// <summary>The document, if it is still the worker's and its content the one that was read.</summary>
    /// <exception cref="LeaseLostException">It is not.</exception>
    public static async Task<Document> HeldAsync(RagDocsDbContext db, NewVersion version, CancellationToken cancellationToken)
    {
        var document = await db.Documents.SingleOrDefaultAsync(d => d.Id == version.DocumentId, cancellationToken);
        return document is not null && document.LeaseOwner == version.LeaseOwner && document.ContentHash == version.ContentHash
            ? document
            : throw new LeaseLostException(version.DocumentId);
    }

    /// <exception cref="GenerationSwitchedException">The version was embedded for another generation than the one that is active now.</exception>
    public static async Task<long> GenerationAsync(RagDocsDbContext db, NewVersion version, CancellationToken cancellationToken)
    {
        var active = await ActiveGenerationAsync(db, cancellationToken);
        return version.GenerationId is null || version.GenerationId == active ? active : throw new GenerationSwitchedException(version.DocumentId);
    }

    public static async Task<long> ActiveGenerationAsync(RagDocsDbContext db, CancellationToken cancellationToken) =>
        await db.IndexGenerations.Where(g => g.State == GenerationState.Active).Select(g => (long?)g.Id).FirstOrDefaultAsync(cancellationToken)
        ?? IndexGeneration.First;

    /// <summary>Adds the version under the next number. Staged ones that another worker left of this document are dropped: its lease is lost.</summary>
    public static async Task<DocumentVersion> AddAsync(
        RagDocsDbContext db, NewVersion version, bool staged, int chunks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await db.DocumentVersions.Where(v => v.DocumentId == version.DocumentId).Select(v => new { v.Number, v.Staged }).ToListAsync(cancellationToken);
        if (known.Exists(v => v.Staged))
        {
            await ChunkDeletion.DeleteVersionsAsync(db, db.DocumentVersions.Where(v => v.DocumentId == version.DocumentId && v.Staged), cancellationToken);
        }

        var stored = new DocumentVersion
        {
            DocumentId = version.DocumentId,
            Number = known.Where(v => !v.Staged).Select(v => v.Number).DefaultIfEmpty().Max() + 1,
            ContentHash = version.ContentHash,
            MediaType = version.MediaType,
            Pages = version.Pages,
            ChunkCount = chunks,
            Staged = staged,
            IndexedAt = now,
            PageProblems = [.. version.PageProblems],
        };
        db.Add(stored);
        await db.SaveChangesAsync(cancellationToken);
        return stored;
    }

    /// <summary>Takes the versions before out of search: their chunks stay for citations, their vectors and what a coming generation made of them go.</summary>
    public static async Task ReplaceOldAsync(
        RagDocsDbContext db, Document document, DocumentVersion stored, long generation, CancellationToken cancellationToken)
    {
        if (document.CurrentVersionId is null) return;
        await HideAsync(db, document.Id, cancellationToken);
        var old = db.Chunks.Where(c => c.DocumentId == document.Id && c.VersionId != stored.Id);
        await ChunkDeletion.DeleteChunksAsync(old.Where(c => c.GenerationId > generation), cancellationToken);
        await ChunkDeletion.DeleteVectorsAsync(db, old, cancellationToken);
    }

    public static async Task HideAsync(RagDocsDbContext db, long documentId, CancellationToken cancellationToken)
    {
        var shown = db.Chunks.Where(c => c.DocumentId == documentId && c.Searchable).OrderBy(c => c.Id).Take(ChunkDeletion.AtOnce);
        while (await shown.ExecuteUpdateAsync(c => c.SetProperty(x => x.Searchable, false), cancellationToken) == ChunkDeletion.AtOnce)
        {
            // The next ones.
        }
    }

    public static async Task ShowAsync(RagDocsDbContext db, Document document, long? versionId, long generation, CancellationToken cancellationToken)
    {
        for (var first = 0; ; first += ChunkDeletion.AtOnce)
        {
            var (from, to) = (first, first + ChunkDeletion.AtOnce);
            var shown = await db.Chunks.Where(c => c.VersionId == versionId && c.GenerationId == generation && c.Ordinal >= from && c.Ordinal < to)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.Searchable, true).SetProperty(x => x.CollectionId, document.CollectionId), cancellationToken);
            if (shown < ChunkDeletion.AtOnce) return;
        }
    }

    public static void Release(Document document)
    {
        document.LeaseOwner = null;
        document.LeaseExpiresAt = null;
        document.NextAttemptAt = null;
    }
}
