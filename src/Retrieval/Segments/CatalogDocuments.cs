using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Segments;

/// <summary>Reads from the catalog what a chunk index takes in.</summary>
internal static class CatalogDocuments
{
    private const int AtOnce = 500;

    /// <summary>All searchable documents of a generation, in order of their ids.</summary>
    public static IAsyncEnumerable<IndexedDocument> AllAsync(RagDocsDbContext db, long generation, int dimensions, CancellationToken cancellationToken) =>
        ReadAsync(db.Chunks.Of(db, generation), dimensions, cancellationToken);

    /// <summary>These documents as they are now; one that is not searchable any more comes without chunks.</summary>
    public static async IAsyncEnumerable<IndexedDocument> OfAsync(
        RagDocsDbContext db, IEnumerable<long> documents, long generation, int dimensions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in documents.Order().Chunk(AtOnce))
        {
            var gone = some.ToHashSet();
            var chunks = db.Chunks.Where(c => EF.Parameter(some).Contains(c.DocumentId)).Of(db, generation);
            await foreach (var document in ReadAsync(chunks, dimensions, cancellationToken))
            {
                gone.Remove(document.Id);
                yield return document;
            }

            foreach (var id in gone.Order()) yield return IndexedDocument.Gone(id);
        }
    }

    private static async IAsyncEnumerable<IndexedDocument> ReadAsync(
        IQueryable<Chunk> chunks, int dimensions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is not searched yet may have been written before its document was moved.
        var rows = chunks.AsNoTracking().OrderBy(c => c.DocumentId).ThenBy(c => c.Ordinal)
            .Select(c => new { c.Id, c.DocumentId, CollectionId = c.Searchable ? c.CollectionId : c.Version!.Document!.CollectionId, c.Version!.Document!.Path, c.Title, c.HeadingPath, c.Text, Vector = c.Vector == null ? null : c.Vector.Values })
            .AsAsyncEnumerable();
        IndexedDocument? open = null;
        var collected = new List<IndexedChunk>();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (open is not null && open.Id != row.DocumentId)
            {
                yield return open with { Chunks = collected };
                (open, collected) = (null, []);
            }

            open ??= new IndexedDocument(row.DocumentId, row.CollectionId, row.Path, row.Title, []);
            var fits = row.Vector is not null && row.Vector.Length == dimensions * sizeof(float);
            collected.Add(new IndexedChunk(row.Id, row.HeadingPath, row.Text, fits ? MemoryMarshal.Cast<byte, float>(row.Vector!).ToArray() : default));
        }

        if (open is not null) yield return open with { Chunks = collected };
    }
}
