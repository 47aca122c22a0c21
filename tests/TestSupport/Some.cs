using RagDocs.Retrieval.Store;

namespace RagDocs.TestSupport;

/// <summary>Things tests need any of; each call makes a new one.</summary>
public static class Some
{
    private static int _count;

    public static string Hash() => Interlocked.Increment(ref _count).ToString("x64", null);

    public static async Task<Source> SourceAsync(RagDocsDbContext db, string? collection = null, bool open = true)
    {
        var source = new Source { Kind = SourceKind.Upload };
        db.Add(new Collection { Name = collection ?? $"Collection {Interlocked.Increment(ref _count)}", OpenToEveryone = open, Sources = [source] });
        await db.SaveChangesAsync();
        return source;
    }

    /// <summary>An indexed document with one version and a chunk for each text, in a collection of its own, without vectors.</summary>
    public static async Task<Document> DocumentAsync(RagDocsDbContext db, string path, params string[] chunks)
    {
        var source = await SourceAsync(db);
        var hash = Hash();
        var document = new Document
        {
            CollectionId = source.CollectionId, SourceId = source.Id, Path = path, Title = path, State = DocumentState.Indexed, ContentHash = hash,
        };
        db.Add(document);
        await db.SaveChangesAsync();
        var version = new DocumentVersion
        {
            DocumentId = document.Id, Number = 1, ContentHash = hash, MediaType = "text/markdown", ChunkCount = chunks.Length,
            Chunks = [.. chunks.Select((text, i) => new Chunk
            {
                DocumentId = document.Id, CollectionId = source.CollectionId, Searchable = true, Ordinal = i, Title = path, Text = text,
            })],
        };
        db.Add(version);
        await db.SaveChangesAsync();
        document.CurrentVersionId = version.Id;
        await db.SaveChangesAsync();
        return document;
    }
}
