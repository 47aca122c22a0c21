using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Segments;
using RagDocs.Retrieval.Store;

namespace RagDocs.Benchmarks.Service;

/// <summary>
/// A data folder with so many chunks of generated text: rows of documents, chunks and vectors as an ingest writes them (the built-in model), and the
/// search index written from them. Without originals, as nobody opens one here.
/// </summary>
internal sealed class GeneratedCatalog
{
    private const int Collections = 4;
    private const int DocumentsAtOnce = 100;
    private const int ChunksUnderOneHeading = 3;
    private readonly WordList _words = new(StaticEmbeddingGenerator.LoadBuiltIn().Tokenizer);

    private GeneratedCatalog(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The folder as it is when it holds the chunks already, else a new one.</summary>
    public static async Task<GeneratedCatalog> OpenAsync(string folder, int chunks)
    {
        var catalog = new GeneratedCatalog(folder);
        var whole = Path.Combine(folder, $"generated-{chunks}");
        if (File.Exists(whole)) return catalog;
        if (Directory.Exists(folder)) throw new ArgumentException($"{folder} exists and is not whole. Delete it, or name another folder.", nameof(folder));
        Directory.CreateDirectory(folder);
        await catalog.FillAsync(chunks);
        await File.WriteAllTextAsync(whole, "");
        return catalog;
    }

    public ServiceProvider Services() => new ServiceCollection().AddLogging()
        .AddRetrieval(new ConfigurationBuilder().Build(), Folder).AddIngest(new ConfigurationBuilder().Build(), Folder).BuildServiceProvider();

    /// <summary>Questions of 8 to 14 words that stand together in some chunk, each behind a question word.</summary>
    public async Task<IReadOnlyList<string>> QuestionsAsync(int count)
    {
        string[] asking = ["", "What is", "How many", "When was", "Who", "Where does", "Why is", "How long is"];
        await using var services = Services();
        await using var db = await services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        var all = await db.Chunks.MaxAsync(c => c.Id);
        var text = new GeneratedText(_words, 7);
        var questions = new List<string>();
        while (questions.Count < count)
        {
            var some = Enumerable.Range(0, 500).Select(_ => (long)text.Number(1, (int)all)).ToList();
            foreach (var chunk in await db.Chunks.Where(c => some.Contains(c.Id)).Select(c => c.Text).ToListAsync())
            {
                var words = chunk.Replace(".", "", StringComparison.Ordinal).Split(' ');
                var length = Math.Min(text.Number(8, 14), words.Length);
                var start = text.Number(0, words.Length - length);
                questions.Add($"{asking[text.Number(0, asking.Length - 1)]} {string.Join(' ', words[start..(start + length)])}?".Trim());
            }
        }

        return questions[..count];
    }

    private async Task FillAsync(int chunks)
    {
        await using var services = Services();
        var contexts = services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync()) await Catalog.UpgradeAsync(db, default);
        var (generation, sources) = (await services.GetRequiredService<IndexGenerations>().ActiveAsync(default), await SourcesAsync(services, contexts));
        var (start, text, written) = (TimeProvider.System.GetTimestamp(), new GeneratedText(_words, 1), 0);
        for (var number = 0; written < chunks;)
        {
            var some = new List<(Document Document, List<NewChunk> Chunks)>();
            while (some.Count < DocumentsAtOnce && written < chunks)
            {
                var source = sources[number % sources.Count];
                some.Add(Make(text, source, number++, Math.Min(text.Number(20, 50), chunks - written)));
                written += some[^1].Chunks.Count;
            }

            await WriteAsync(contexts, some, generation.Id);
        }

        Console.WriteLine($"{chunks} chunks generated, embedded and written in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");
        start = TimeProvider.System.GetTimestamp();
        var index = services.GetRequiredService<EmbeddedChunkIndex>();
        await index.FollowAsync(generation, default);
        await index.WriteAsync(all: true, default);
        Console.WriteLine($"index made in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static async Task<List<Source>> SourcesAsync(IServiceProvider services, IDbContextFactory<RagDocsDbContext> contexts)
    {
        for (var i = 1; i <= Collections; i++) await services.GetRequiredService<SourceSetup>().AddCollectionAsync($"Collection {i}", "", openToEveryone: true, default);
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Sources.AsNoTracking().ToListAsync();
    }

    private static (Document Document, List<NewChunk> Chunks) Make(GeneratedText text, Source source, int number, int count)
    {
        text.BeginDocument();
        var title = text.Heading(text.Number(2, 5));
        var document = new Document
        {
            CollectionId = source.CollectionId, SourceId = source.Id, Path = $"{text.Heading(1)}/{title.Replace(' ', '-')}-{number}.md", Title = title,
            State = DocumentState.Indexed, ContentHash = number.ToString("x64", null),
        };
        var (chunks, heading, at) = (new List<NewChunk>(), "", 0);
        for (var i = 0; i < count; i++)
        {
            if (i % ChunksUnderOneHeading == 0) heading = $"{title}{EmbeddingText.HeadingSeparator}{text.Heading(3)}";
            var passage = text.Passage(text.Number(180, 260));
            var vector = Embedder.Embed(EmbeddingText.For(title, heading, passage));
            chunks.Add(new NewChunk(passage, heading, new Place(null, i + 1, at, passage.Length), [], vector));
            at += passage.Length + 2;
        }

        return (document, chunks);
    }

    private static async Task WriteAsync(IDbContextFactory<RagDocsDbContext> contexts, List<(Document Document, List<NewChunk> Chunks)> some, long generation)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.AddRange(some.Select(s => s.Document));
        await db.SaveChangesAsync();
        var versions = some.ConvertAll(s => new DocumentVersion
        {
            DocumentId = s.Document.Id, Number = 1, ContentHash = s.Document.ContentHash, MediaType = "text/markdown", ChunkCount = s.Chunks.Count,
        });
        db.AddRange(versions);
        await db.SaveChangesAsync();
        for (var i = 0; i < some.Count; i++)
        {
            var (document, chunks) = some[i];
            document.CurrentVersionId = versions[i].Id;
            await ChunkWriter.WriteAsync(db, new ChunkTarget(document.Id, document.CollectionId, versions[i].Id, generation, document.Title, Searchable: true), 0, chunks, default);
            db.Add(new IndexChange { DocumentId = document.Id });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static readonly StaticEmbeddingGenerator Embedder = StaticEmbeddingGenerator.LoadBuiltIn();
}
