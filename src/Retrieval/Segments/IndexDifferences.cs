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
        var (missing, leftOver, documents, held) = (0, 0, new HashSet<long>(), new Dictionary<long, long>());
        foreach (var (chunk, document) in set.Views.SelectMany(Living))
        {
            if (held.TryAdd(chunk, document)) continue;
            leftOver++;
            documents.Add(document);
        }

        var searchable = db.Chunks.Where(c => c.Searchable && c.GenerationId == set.Generation).Select(c => new { c.Id, c.DocumentId }).AsAsyncEnumerable();
        await foreach (var chunk in searchable.WithCancellation(cancellationToken))
        {
            var isHeld = held.Remove(chunk.Id, out var document);
            if (isHeld && document == chunk.DocumentId) continue;
            missing++;
            documents.Add(chunk.DocumentId);
            if (isHeld) documents.Add(document);
        }

        documents.UnionWith(held.Values);
        return new IndexDifferences(missing, leftOver + held.Count, documents);
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
