using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Generations;

/// <summary>A document that a new generation does not hold yet.</summary>
/// <param name="FileName">Under which its content was read.</param>
public sealed record MissingDocument(long DocumentId, long VersionId, string ContentHash, string FileName, string Title);

/// <summary>
/// Fills a new generation, out of every search, document by document. A version's first chunk is written last: where it stands, the
/// version is whole, also after a process was killed.
/// </summary>
public sealed class GenerationWriter(IDbContextFactory<RagDocsDbContext> catalog)
{
    private const int AtOnce = 2_048;

    /// <summary>The generation being built; null when there is none, or it is paused.</summary>
    public async Task<IndexGeneration?> BuildingAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await db.IndexGenerations.AsNoTracking().Where(g => g.State == GenerationState.Building).OrderBy(g => g.Id).LastOrDefaultAsync(cancellationToken);
    }

    /// <summary>Some documents that are still to be added; counts how far the generation is.</summary>
    public async Task<IReadOnlyList<MissingDocument>> MissingAsync(long generationId, int top, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var (all, missing) = (Wanted(db), Missing(db, generationId));
        var (documents, left) = (await all.CountAsync(cancellationToken), await missing.CountAsync(cancellationToken));
        await db.IndexGenerations.Where(g => g.Id == generationId).ExecuteUpdateAsync(
            g => g.SetProperty(x => x.Documents, documents).SetProperty(x => x.Done, documents - left), cancellationToken);
        var some = await missing.OrderBy(v => v.Id).Take(top)
            .Select(v => new { v.DocumentId, v.Id, v.ContentHash, v.Document!.Path, v.Document.Title }).ToListAsync(cancellationToken);
        return [.. some.Select(v => new MissingDocument(v.DocumentId, v.Id, v.ContentHash, v.Path[(v.Path.LastIndexOf('/') + 1)..], v.Title))];
    }

    /// <summary>Adds one document's chunks.</summary>
    /// <returns>False when the document has a newer version by now, or the generation is not being built any more.</returns>
    public async Task<bool> AddAsync(
        long generationId, MissingDocument document, IAsyncEnumerable<IReadOnlyList<NewChunk>> batches, CancellationToken cancellationToken)
    {
        await DropHalfAsync(generationId, document.VersionId, cancellationToken);
        var held = new List<NewChunk>();
        NewChunk? first = null;
        var next = 1;
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            held.AddRange(batch);
            if (first is null)
            {
                first = held[0];
                held.RemoveAt(0);
            }

            if (held.Count < AtOnce) continue;
            if (!await WriteAsync(generationId, document, next, held, null, cancellationToken)) return false;
            next += held.Count;
            held.Clear();
        }

        if (first is not null) return await WriteAsync(generationId, document, next, held, first, cancellationToken);
        await CountNothingAsync(document.VersionId, cancellationToken);
        return true;
    }

    /// <summary>The chunks the active generation has of the version, as they are, for a document whose text cannot be had any more.</summary>
    public async IAsyncEnumerable<Chunk> ActiveChunksAsync(
        long versionId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var active = await VersionLedger.ActiveGenerationAsync(db, cancellationToken);
        var chunks = db.Chunks.AsNoTracking().Where(c => c.VersionId == versionId && c.GenerationId == active).OrderBy(c => c.Ordinal).AsAsyncEnumerable();
        await foreach (var chunk in chunks.WithCancellation(cancellationToken)) yield return chunk;
    }

    /// <summary>Versions that are searched, or would be if their document were brought back.</summary>
    internal static IQueryable<DocumentVersion> Wanted(RagDocsDbContext db) =>
        db.DocumentVersions.Where(v => v.ChunkCount > 0 && db.Documents.Any(d => d.Id == v.DocumentId && d.CurrentVersionId == v.Id));

    internal static IQueryable<DocumentVersion> Missing(RagDocsDbContext db, long generationId) =>
        Wanted(db).Where(v => !db.Chunks.Any(c => c.VersionId == v.Id && c.GenerationId == generationId && c.Ordinal == 0));

    private async Task<bool> WriteAsync(
        long generationId, MissingDocument document, int ordinal, List<NewChunk> chunks, NewChunk? first, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var open = await db.IndexGenerations.AnyAsync(
            g => g.Id == generationId && (g.State == GenerationState.Building || g.State == GenerationState.Paused), cancellationToken);
        var collection = await db.Documents.Where(d => d.Id == document.DocumentId && d.CurrentVersionId == document.VersionId)
            .Select(d => (long?)d.CollectionId).SingleOrDefaultAsync(cancellationToken);
        if (!open || collection is null) return false;
        var target = new ChunkTarget(document.DocumentId, collection.Value, document.VersionId, generationId, document.Title, Searchable: false);
        await ChunkWriter.WriteAsync(db, target, ordinal, chunks, cancellationToken);
        if (first is not null)
        {
            await ChunkWriter.WriteAsync(db, target, 0, [first], cancellationToken);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "IndexChanges" ("DocumentId") VALUES ({document.DocumentId})""", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Neither its text nor the index has anything of the version, so there is nothing to wait for.</summary>
    private async Task CountNothingAsync(long versionId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await db.DocumentVersions.Where(v => v.Id == versionId).ExecuteUpdateAsync(v => v.SetProperty(x => x.ChunkCount, 0), cancellationToken);
    }

    private async Task DropHalfAsync(long generationId, long versionId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await ChunkDeletion.DeleteChunksAsync(db.Chunks.Where(c => c.GenerationId == generationId && c.VersionId == versionId), cancellationToken);
    }
}
