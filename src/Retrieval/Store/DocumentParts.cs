using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>Finds the documents that were found inside others: attachments of mails, members of archives.</summary>
public static class DocumentParts
{
    // Lists of documents go to the database as one JSON parameter (EF.Parameter): they may be longer than its limit of parameters.

    /// <summary>The documents and everything inside them, at any depth; each once.</summary>
    public static async Task<IReadOnlyList<long>> WithPartsAsync(
        this RagDocsDbContext db, IReadOnlyCollection<long> documentIds, CancellationToken cancellationToken)
    {
        var all = documentIds.ToHashSet();
        List<long> level = [.. documentIds];
        while (level.Count > 0)
        {
            var above = level;
            var below = await db.Documents.Where(d => d.ParentId != null && EF.Parameter(above).Contains(d.ParentId.Value)).Select(d => d.Id).ToListAsync(cancellationToken);
            level = [.. below.Where(all.Add)];
        }

        return [.. all];
    }

    /// <summary>Gives everything inside a document that moved its new path. Removed documents that still hold such a path give way.</summary>
    /// <param name="from">The document's path before.</param>
    /// <param name="to">The document's path now.</param>
    public static async Task MovePartsAsync(
        this RagDocsDbContext db, long documentId, string from, string to, CancellationToken cancellationToken)
    {
        var parts = (await db.WithPartsAsync([documentId], cancellationToken)).Where(id => id != documentId).ToList();
        if (parts.Count == 0) return;
        var source = await db.Documents.Where(d => d.Id == documentId).Select(d => d.SourceId).SingleAsync(cancellationToken);
        var below = to + "/";
        await db.Documents.Where(d => d.SourceId == source && d.RemovedAt != null && d.Path.StartsWith(below) && !EF.Parameter(parts).Contains(d.Id))
            .ExecuteDeleteAsync(cancellationToken);
        foreach (var part in await db.Documents.Where(d => EF.Parameter(parts).Contains(d.Id)).ToListAsync(cancellationToken))
        {
            part.Path = $"{to}{part.Path.AsSpan(from.Length)}";
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
