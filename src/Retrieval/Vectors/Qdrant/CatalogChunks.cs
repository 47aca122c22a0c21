using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Where a chunk belongs; a point that says otherwise is put right.</summary>
internal readonly record struct ChunkPlace(long ChunkId, long DocumentId, long CollectionId);

/// <summary>A chunk with what is searched of it.</summary>
/// <param name="Vector">Little-endian floats; null when it has none.</param>
internal sealed record ChunkContent(ChunkPlace Place, string Title, string HeadingPath, string Text, byte[]? Vector);

/// <summary>What the catalog says should be found.</summary>
internal sealed class CatalogChunks(IDbContextFactory<RagDocsDbContext> catalog)
{
    /// <summary>Terms in a chunk, taken where there are none to count yet: what the chunker aims at, in words.</summary>
    public const double UsualLength = 180;

    private const int Page = 4_096;
    private const int Sample = 1_000;

    /// <summary>Chunks of a document that are looked at before its terms are made.</summary>
    private const int Beginning = 500;

    /// <summary>The newest change line; 0 when there is none.</summary>
    public async Task<long> LastChangeAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await IndexChangeLog.NewestAsync(db, cancellationToken);
    }

    /// <returns>The newest line and the documents that changed since the one given; null for the documents when lines have been forgotten since.</returns>
    public async Task<(long Last, IReadOnlyList<long>? Documents)> ChangesSinceAsync(long line, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await IndexChangeLog.SinceAsync(db, line, cancellationToken);
    }

    /// <summary>True while the generation is the one that is searched.</summary>
    public async Task<bool> IsActiveAsync(long generation, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return !await db.IndexGenerations.AnyAsync(g => g.State == GenerationState.Active && g.Id != generation, cancellationToken);
    }

    /// <summary>Generations that may be searched after this one.</summary>
    public async Task<IReadOnlySet<long>> GenerationsAfterAsync(long generation, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await db.IndexGenerations.Where(g => g.Id > generation && g.State != GenerationState.Retired).Select(g => g.Id).ToHashSetAsync(cancellationToken);
    }

    /// <summary>All searchable chunks in order of id, or those of some documents.</summary>
    public async IAsyncEnumerable<ChunkPlace> PlacesAsync(
        long generation, IReadOnlyList<long>? documents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Page by page, so that no transaction stays open while points travel.
        for (long? last = 0; last is not null;)
        {
            var after = last.Value;
            List<ChunkPlace> page;
            await using (var db = await catalog.CreateDbContextAsync(cancellationToken))
            {
                var chunks = db.Chunks.AsNoTracking().Of(db, generation);
                if (documents is not null) chunks = chunks.Where(c => documents.Contains(c.DocumentId));
                page = await chunks.Where(c => c.Id > after).OrderBy(c => c.Id).Take(Page)
                    .Select(c => new ChunkPlace(c.Id, c.DocumentId, c.CollectionId)).ToListAsync(cancellationToken);
            }

            foreach (var place in page) yield return place;
            last = page.Count == Page ? page[^1].ChunkId : null;
        }
    }

    /// <summary>Those of the chunks that are searchable still, in order of id.</summary>
    public async Task<IReadOnlyList<ChunkContent>> ReadAsync(long generation, IReadOnlyList<long> chunkIds, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await Contents(db.Chunks.AsNoTracking().Of(db, generation).Where(c => chunkIds.Contains(c.Id))).ToListAsync(cancellationToken);
    }

    /// <summary>Mean length of about a thousand chunks from all over the catalog.</summary>
    public async Task<double> AverageLengthAsync(long generation, TermWeighting weighting, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var chunks = db.Chunks.AsNoTracking().Of(db, generation);
        var step = Math.Max(await chunks.CountAsync(cancellationToken) / Sample, 1);
        var some = await Contents(chunks.Where(c => c.Id % step == 0).Take(Sample * 2)).ToListAsync(cancellationToken);
        var analyzer = new Analyzer();
        var mean = some.Count == 0 ? 0 : some.Average(chunk => weighting.LengthOf(analyzer, chunk));
        return mean > 0 ? mean : UsualLength;
    }

    /// <summary>The beginning of a document, in its order: what its language and its compound words are told by, whichever of its chunks are at hand.</summary>
    public async Task<IReadOnlyList<string>> BeginningAsync(long generation, long documentId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await db.Chunks.AsNoTracking().Of(db, generation).Where(c => c.DocumentId == documentId).OrderBy(c => c.Ordinal).Take(Beginning).Select(c => c.Text).ToListAsync(cancellationToken);
    }

    private static IQueryable<ChunkContent> Contents(IQueryable<Chunk> chunks) => chunks.OrderBy(c => c.Id).Select(c => new ChunkContent(
        new ChunkPlace(c.Id, c.DocumentId, c.CollectionId), c.Title, c.HeadingPath, c.Text, c.Vector == null ? null : c.Vector.Values));
}
