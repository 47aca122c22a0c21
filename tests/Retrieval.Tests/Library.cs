using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Fusion;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests;

/// <summary>A real catalog with real searches over it; documents come in through the door the product uses.</summary>
internal sealed class Library : IDisposable
{
    public const string Worker = "worker";

    public static readonly StaticEmbeddingGenerator Embeddings = StaticEmbeddingGenerator.LoadBuiltIn();

    private readonly EmbeddingModels _models;

    private Library(TestCatalog catalog)
    {
        Catalog = catalog;
        Index = new DocumentIndex(catalog, TimeProvider.System);
        Chunks = new EmbeddedChunkIndex(
            catalog, Path.Combine(catalog.DataFolder, "index"), new SegmentTiers(), new RetrievalOptions(), NullLogger<EmbeddedChunkIndex>.Instance);
        _models = new EmbeddingModels(Embeddings, Path.Combine(catalog.DataFolder, "embeddings"));
        Generations = new IndexGenerations(catalog, _models, new ChunkerFingerprint(""), TimeProvider.System);
        Retriever = With(new RetrievalOptions());
    }

    public TestCatalog Catalog { get; }

    public DocumentIndex Index { get; }

    public EmbeddedChunkIndex Chunks { get; }

    public IndexGenerations Generations { get; }

    public Retriever Retriever { get; }

    public static async Task<Library> CreateAsync() => new(await TestCatalog.CreateAsync());

    /// <param name="index">In place of the catalog's own.</param>
    public Retriever With(RetrievalOptions options, IChunkIndex? index = null, IPassageReranker? reranker = null, TimeProvider? time = null) => new(
        Catalog, Embeddings, Generations, index ?? Chunks, new QuestionEmbedding(time ?? TimeProvider.System, NullLogger<QuestionEmbedding>.Instance), new CrossEncoding(reranker, time ?? TimeProvider.System, NullLogger<CrossEncoding>.Instance), Options.Create(options), TimeProvider.System);

    public async Task<long> CollectionAsync()
    {
        await using var db = Catalog.CreateDbContext();
        return (await Some.SourceAsync(db)).CollectionId;
    }

    /// <summary>An indexed document in a collection of its own, or in the one named.</summary>
    public async Task<Document> AddAsync(string path, IEnumerable<string> texts, long? collection = null)
    {
        var document = await AcceptAsync(path, collection);
        await ReplaceAsync(document, texts);
        return document;
    }

    /// <summary>A document that a worker has taken but not read yet.</summary>
    public async Task<Document> AcceptAsync(string path, long? collection = null)
    {
        await using var db = Catalog.CreateDbContext();
        var source = collection is { } id ? db.Sources.Single(s => s.CollectionId == id) : await Some.SourceAsync(db);
        var document = new Document
        {
            CollectionId = source.CollectionId, SourceId = source.Id, Path = path, Title = path, ContentHash = Some.Hash(),
            State = DocumentState.Indexing, LeaseOwner = Worker,
        };
        db.Add(document);
        await db.SaveChangesAsync();
        return document;
    }

    /// <summary>Leases the document again and indexes these texts as its next version.</summary>
    public async Task<DocumentVersion> ReplaceAsync(Document document, IEnumerable<string> texts)
    {
        await using (var db = Catalog.CreateDbContext())
        {
            db.Documents.Single(d => d.Id == document.Id).LeaseOwner = Worker;
            await db.SaveChangesAsync();
        }

        return await Index.ReplaceAsync(Version(document), [.. texts.Select(Chunk)], CancellationToken.None);
    }

    public static NewVersion Version(Document document, string worker = Worker) =>
        new(document.Id, worker, document.ContentHash, "text/markdown", document.Title, Pages: null, DocumentState.Indexed, Reason: null);

    public static NewChunk Chunk(string text) => new(text, "", new Place(null, 1, 0, text.Length), [], Embeddings.Embed(text));

    public Task<SearchResult> SearchAsync(string question, SearchScope? scope = null) =>
        Retriever.SearchAsync(new SearchQuery(question, scope ?? SearchScope.Everything), CancellationToken.None);

    public void Dispose()
    {
        Chunks.Dispose();
        Generations.Dispose();
        _models.Dispose();
        Catalog.Dispose();
    }
}
