using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>Parts of documents (attachments, files of an archive) are documents of their own that come and go with the one they were found in.</summary>
internal static class DocumentParts
{
    /// <summary>Ids of everything found in these documents, at any depth.</summary>
    public static async Task<IReadOnlyList<long>> PartsOfAsync(this RagDocsDbContext db, IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        var all = new List<long>();
        var level = documentIds;
        while (level.Count > 0)
        {
            var above = level;
            level = await db.Documents.Where(d => d.ParentId != null && above.Contains(d.ParentId.Value)).Select(d => d.Id).ToListAsync(cancellationToken);
            all.AddRange(level);
        }

        return all;
    }
}
