using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval;

/// <summary>Reads the text of ranked chunks. The rights stand in this query too: it is the last door before text is shown.</summary>
internal static class Hydration
{
    /// <returns>The chunks in the order given, without those that are not (or no longer) to be found by the asker.</returns>
    public static async Task<IReadOnlyList<FoundChunk>> ReadAsync(
        RagDocsDbContext db, IReadOnlyList<RankedChunk> ranked, long generation, SearchScope scope, CancellationToken cancellationToken)
    {
        var ids = ranked.Select(r => r.ChunkId).ToList();
        var chunks = db.Chunks.AsNoTracking().Where(c => ids.Contains(c.Id) && c.Version!.Document!.RemovedAt == null).Of(db, generation);
        if (scope.Collections is { } readable)
        {
            var collections = readable.ToList();
            chunks = chunks.Where(c => collections.Contains(c.CollectionId) && collections.Contains(c.Version!.Document!.CollectionId));
        }

        var found = await chunks.Select(c => new FoundChunk
        {
            ChunkId = c.Id,
            VersionId = c.VersionId,
            VersionNumber = c.Version!.Number,
            DocumentId = c.DocumentId,
            CollectionId = c.CollectionId,
            Collection = c.Version.Document!.Collection!.Name,
            Title = c.Title,
            Path = c.Version.Document.Path,
            HeadingPath = c.HeadingPath,
            Text = c.Text,
            Ordinal = c.Ordinal,
            Page = c.Page,
            Cells = c.Cells,
            Paragraph = c.Paragraph,
            Start = c.Start,
        }).ToDictionaryAsync(c => c.ChunkId, cancellationToken);
        return [.. ranked.Where(r => found.ContainsKey(r.ChunkId)).Select(r => found[r.ChunkId] with { Score = r.Score })];
    }
}
