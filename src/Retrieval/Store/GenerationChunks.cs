namespace RagDocs.Retrieval.Store;

/// <summary>The chunks of one index generation that may be found.</summary>
internal static class GenerationChunks
{
    /// <summary>Those that are searched; of a generation that is being built, those that will be once it is.</summary>
    public static IQueryable<Chunk> Of(this IQueryable<Chunk> chunks, RagDocsDbContext db, long generation) =>
        chunks.Where(c => c.GenerationId == generation
            && (c.Searchable || (db.IndexGenerations.Any(g => g.Id == generation && g.State == GenerationState.Building)
                && db.Documents.Any(d => d.Id == c.DocumentId && d.CurrentVersionId == c.VersionId && d.RemovedAt == null))));
}
