using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// Search by meaning: all searchable vectors in memory, compared exactly. Loaded at first use; before every search the change lines
/// that any process wrote since are read, and the documents they name are loaded again. Searches never wait for each other.
/// </summary>
internal sealed class VectorIndex(IDbContextFactory<RagDocsDbContext> catalog) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private volatile VectorSnapshot? _snapshot;

    /// <summary>The generation's vectors as the catalog holds them now; of a newer generation, when another search has met one already.</summary>
    /// <param name="generation">Vectors of any other are never taken in.</param>
    /// <param name="dimensions">Of its embedding model; vectors of another length are left out.</param>
    public async Task<VectorSnapshot> CurrentAsync(long generation, int dimensions, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var seen = _snapshot;
        if (seen?.Generation >= generation && !await db.IndexChanges.AnyAsync(c => c.Id > seen.LastChange, cancellationToken)) return seen;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _snapshot = _snapshot is { } known && known.Generation >= generation
                ? await ReloadChangedAsync(db, known, cancellationToken)
                : await LoadAsync(db, new VectorSnapshot(generation, dimensions, [], 0), cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    private static async Task<VectorSnapshot> LoadAsync(RagDocsDbContext db, VectorSnapshot empty, CancellationToken cancellationToken)
    {
        // The line is read first: a change that commits in between is loaded twice rather than never.
        var last = await db.IndexChanges.MaxAsync(c => (long?)c.Id, cancellationToken) ?? 0;
        return empty.With(new HashSet<long>(), await ReadAsync(db.Chunks, empty, cancellationToken), last);
    }

    private static async Task<VectorSnapshot> ReloadChangedAsync(
        RagDocsDbContext db, VectorSnapshot known, CancellationToken cancellationToken)
    {
        var changes = await db.IndexChanges.Where(c => c.Id > known.LastChange).Select(c => new { c.Id, c.DocumentId }).ToListAsync(cancellationToken);
        if (changes.Count == 0) return known;
        if (await IndexChangeLog.HasForgottenAsync(db, known.LastChange, cancellationToken))
        {
            return await LoadAsync(db, new VectorSnapshot(known.Generation, known.Dimensions, [], 0), cancellationToken);
        }

        var documents = changes.Select(c => c.DocumentId).ToHashSet();
        var reloaded = new List<DocumentVectors>();
        foreach (var some in documents.Chunk(500))
        {
            var ids = some.ToList();
            reloaded.AddRange(await ReadAsync(db.Chunks.Where(c => ids.Contains(c.DocumentId)), known, cancellationToken));
        }

        return known.With(documents, reloaded, changes.Max(c => c.Id));
    }

    private static async Task<List<DocumentVectors>> ReadAsync(IQueryable<Chunk> chunks, VectorSnapshot of, CancellationToken cancellationToken)
    {
        var documents = new List<DocumentVectors>();
        var ids = new List<long>();
        var values = new List<float>();
        (long Document, long Collection) current = default;
        var rows = chunks.Where(c => c.Searchable && c.GenerationId == of.Generation && c.Vector != null).OrderBy(c => c.DocumentId).ThenBy(c => c.Id)
            .Select(c => new { c.Id, c.DocumentId, c.CollectionId, c.Vector!.Values }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (row.Values.Length != of.Dimensions * sizeof(float)) continue;
            if (current != (row.DocumentId, row.CollectionId)) Flush();
            current = (row.DocumentId, row.CollectionId);
            ids.Add(row.Id);
            values.AddRange(MemoryMarshal.Cast<byte, float>(row.Values));
        }

        Flush();
        return documents;

        void Flush()
        {
            if (ids.Count > 0) documents.Add(new DocumentVectors(current.Document, current.Collection, [.. ids], [.. values]));
            ids.Clear();
            values.Clear();
        }
    }
}
