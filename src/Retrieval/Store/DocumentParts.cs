using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>Parts of documents (attachments of a mail, files of an archive) are documents of their own that come and go with the one they were found in.</summary>
public static class DocumentParts
{
    /// <summary>Ids of everything found in these documents, at any depth.</summary>
    public static async Task<IReadOnlyList<long>> PartsOfAsync(this RagDocsDbContext db, IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        var all = new List<long>();
        List<long> level = [.. documentIds];
        while (level.Count > 0)
        {
            // As one JSON parameter: an archive may have more members than a database takes parameters.
            var above = level;
            level = await db.Documents.Where(d => d.ParentId != null && EF.Parameter(above).Contains(d.ParentId.Value)).Select(d => d.Id).ToListAsync(cancellationToken);
            all.AddRange(level);
        }

        return all;
    }

    /// <summary>The documents and everything found in them.</summary>
    public static async Task<IReadOnlyList<long>> WithPartsAsync(this RagDocsDbContext db, IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken) =>
        [.. documentIds, .. await db.PartsOfAsync(documentIds, cancellationToken)];
}
