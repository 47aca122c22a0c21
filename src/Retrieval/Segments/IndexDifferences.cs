using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Segments;

/// <summary>Where the index and the catalog disagree.</summary>
/// <param name="Missing">Searchable chunks that the index does not hold.</param>
/// <param name="LeftOver">Chunks of the index that are not searchable.</param>
/// <param name="Documents">Theirs.</param>
internal sealed record IndexDifferences(int Missing, int LeftOver, IReadOnlySet<long> Documents)
{
    public static async Task<IndexDifferences> FindAsync(RagDocsDbContext db, SegmentSet set, CancellationToken cancellationToken)
    {
        var held = set.Views.SelectMany(Living).ToDictionary(x => x.Chunk, x => x.Document);
        var (missing, documents) = (0, new HashSet<long>());
        var searchable = db.Chunks.Where(c => c.Searchable && c.GenerationId == set.Generation).Select(c => new { c.Id, c.DocumentId }).AsAsyncEnumerable();
        await foreach (var chunk in searchable.WithCancellation(cancellationToken))
        {
            if (held.Remove(chunk.Id, out var document) && document == chunk.DocumentId) continue;
            missing++;
            documents.Add(chunk.DocumentId);
        }

        documents.UnionWith(held.Values);
        return new IndexDifferences(missing, held.Count, documents);
    }

    public IEnumerable<IndexFinding> Findings(bool repaired)
    {
        if (Missing > 0) yield return new IndexFinding(IndexFault.IndexEntryMissing, Missing, repaired);
        if (LeftOver > 0) yield return new IndexFinding(IndexFault.IndexEntryLeftOver, LeftOver, repaired);
    }

    private static IEnumerable<(long Chunk, long Document)> Living(SegmentView view)
    {
        var documents = view.Segment.Documents;
        for (var i = 0; i < documents.Count; i++)
        {
            if (view.IsHidden(i)) continue;
            for (var unit = documents.UnitsOf(i).Start; unit < documents.UnitsOf(i).End; unit++) yield return (documents.Chunk(unit), documents.Id(i));
        }
    }
}
