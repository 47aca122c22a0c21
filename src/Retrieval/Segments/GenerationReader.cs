using System.Runtime.CompilerServices;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Segments;

/// <summary>Makes segments in memory of what the catalog holds of a generation.</summary>
internal sealed class GenerationReader(long generation, int dimensions)
{
    public long Generation { get; } = generation;

    public int Dimensions { get; } = dimensions;

    /// <summary>These documents as they are now.</summary>
    public async Task<Segment> ReadAsync(RagDocsDbContext db, IEnumerable<long> documents, CancellationToken cancellationToken)
    {
        var builder = new SegmentBuilder(Dimensions);
        await foreach (var document in CatalogDocuments.OfAsync(db, documents, Generation, Dimensions, cancellationToken)) builder.Add(document);
        return builder.Build();
    }

    /// <summary>All documents, as segments of at least so many chunks; the last may be smaller.</summary>
    public async IAsyncEnumerable<Segment> AllAsync(RagDocsDbContext db, int atOnce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var builder = new SegmentBuilder(Dimensions);
        await foreach (var document in CatalogDocuments.AllAsync(db, Generation, Dimensions, cancellationToken))
        {
            builder.Add(document);
            if (builder.Units < atOnce) continue;
            yield return builder.Build();
            builder = new SegmentBuilder(Dimensions);
        }

        if (builder.Documents > 0) yield return builder.Build();
    }
}
