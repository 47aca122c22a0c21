using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Generations;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Generations;

/// <summary>A changed model or chunker: the index is made anew in the background and exchanged at once.</summary>
public sealed class GenerationTests : IAsyncLifetime
{
    private const string Question = "How many vacation days?";

    private readonly TempFolder _models = new();
    private readonly TroubledReader _reader = new(file => File.ReadAllText(file.Path));
    private IngestServices _before = null!;

    public async ValueTask InitializeAsync()
    {
        _before = await IngestServices.CreateAsync(replace: s => Counted(s));
        for (var i = 0; i < 12; i++) await _before.TakeAsync($"{i}.txt", $"Rule {i}: there are {i + 20} vacation days a year.");
        await _before.DrainAsync();
    }

    [Fact]
    public async Task ANewModelFillsANewIndexWithoutParsingAndSwitches()
    {
        var read = _reader.Reads;
        await using var after = WithModel(8, 1);
        var begun = await after.Get<IndexGenerations>().StatusAsync(CancellationToken.None);
        Assert.Equal((GenerationState.Active, GenerationState.Building), (begun.Active.State, begun.Other?.State));
        Assert.False(begun.KeywordsOnly);

        await FillAsync(after);

        var status = await after.Get<IndexGenerations>().StatusAsync(CancellationToken.None);
        Assert.Equal((2, 8, 12, 12), (status.Active.Id, status.Active.Dimensions, status.Active.Documents, status.Active.Done));
        Assert.Null(status.Other);
        Assert.Equal(read, _reader.Reads);
        await using var db = after.Db();
        Assert.Equal([(2L, true)], (await db.Chunks.Select(c => new { c.GenerationId, c.Searchable }).Distinct().ToListAsync(TestContext.Current.CancellationToken)).Select(c => (c.GenerationId, c.Searchable)));
        Assert.Equal([8 * sizeof(float)], await db.ChunkVectors.Select(v => v.Values.Length).Distinct().ToListAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty((await SearchAsync(after)).Passages);
    }

    [Fact]
    public async Task QuestionsMeetTheirOwnModelsVectorsUntilTheSwitch()
    {
        var before = await SearchAsync(_before);
        await using var after = WithModel(8, 1);

        var during = await SearchAsync(after);

        Assert.False(during.KeywordsOnly);
        // Which comes first may differ, as the texts of what was found are read with the model at hand.
        Assert.Equal(before.Passages.Select(p => (p.ChunkId, p.Cosine)).Order(), during.Passages.Select(p => (p.ChunkId, p.Cosine)).Order());
        Assert.Contains(during.Passages, p => p.Cosine > 0);
    }

    [Fact]
    public async Task WithoutTheOldModelKeywordsAnswerUntilTheSwitch()
    {
        await using (var one = WithModel(8, 1)) await one.Get<IndexGenerations>().CompareAsync(CancellationToken.None);
        Directory.Delete(Path.Combine(_before.DataFolder, "embeddings"), recursive: true);
        await using var after = WithModel(8, 1);

        var during = await SearchAsync(after);
        Assert.True(during.KeywordsOnly);
        Assert.NotEmpty(during.Passages);
        Assert.All(during.Passages, p => Assert.Null(p.Cosine));
        await after.TakeAsync("new.txt", "A new rule on vacation days and parking.");
        await after.DrainAsync();
        Assert.Contains((await SearchAsync(after, "parking")).Passages, p => p.Path == "new.txt");

        await FillAsync(after);
        Assert.False((await SearchAsync(after)).KeywordsOnly);
        Assert.Contains((await SearchAsync(after, "parking")).Passages, p => p.Path == "new.txt" && p.Cosine > 0);
    }

    [Fact]
    public async Task NoAnswerMixesTwoIndexesOrIsEmptyWhileTheyAreExchanged()
    {
        await using var after = WithModel(8, 1);
        var generationOf = await GenerationsAsync(after);
        var answers = new ConcurrentQueue<IReadOnlyList<long>>();
        using var enough = new CancellationTokenSource();
        var askers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) answers.Enqueue([.. (await SearchAsync(after)).Passages.Select(p => p.ChunkId)]);
        })).ToList();
        while (answers.Count < 20) await Task.Delay(5, TestContext.Current.CancellationToken);

        for (var i = 0; i < 3; i++)
        {
            await FillAsync(after);
            foreach (var (chunk, generation) in await GenerationsAsync(after)) generationOf[chunk] = generation;
            var enoughAnswers = answers.Count + 20;
            while (answers.Count < enoughAnswers) await Task.Delay(5, TestContext.Current.CancellationToken);
            await after.Get<IndexGenerations>().RebuildAsync(CancellationToken.None);
        }

        await enough.CancelAsync();
        await Task.WhenAll(askers);
        Assert.All(answers, ids => Assert.Single(ids.Select(id => generationOf[id]).Distinct()));
        Assert.Equal([1, 2, 3, 4], answers.Select(ids => generationOf[ids[0]]).Distinct().Order());
    }

    [Fact]
    public async Task DocumentsThatComeMeanwhileAreInBoth()
    {
        await using var after = WithModel(8, 1);
        await after.Get<IndexGenerations>().CompareAsync(CancellationToken.None);
        var writer = after.Get<GenerationWriter>();
        Assert.Equal(12, (await writer.MissingAsync(2, 99, CancellationToken.None)).Count);

        await after.TakeAsync("0.txt", "Rule 0 was changed: parking is free.");
        await after.TakeAsync("new.txt", "A new rule on parking.");
        await after.DrainAsync();
        Assert.Equal(2, (await SearchAsync(after, "parking")).Passages.Count(p => p.KeywordRank is not null));
        await FillAsync(after);

        Assert.Equal(2, (await SearchAsync(after, "parking")).Passages.Count(p => p.KeywordRank is not null));
        Assert.DoesNotContain((await SearchAsync(after, "Rule 20")).Passages, p => p.Text.Contains("Rule 0: there", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ARemovedDocumentIsFoundAgainInTheNewIndexOnceItIsBroughtBack()
    {
        var document = await _before.DocumentAsync("3.txt");
        await _before.Get<DocumentIndex>().RemoveAsync(document.Id, CancellationToken.None);
        await using var after = WithModel(8, 1);
        await FillAsync(after);
        Assert.DoesNotContain((await SearchAsync(after, "Rule 3")).Passages, p => p.Path == "3.txt");

        await after.Get<DocumentIndex>().RestoreAsync(document.Id, CancellationToken.None);

        Assert.Contains((await SearchAsync(after, "Rule 3")).Passages, p => p.Path == "3.txt" && p.Cosine > 0);
    }

    [Fact]
    public async Task APausedIndexWaitsAndGoesOnAfterARestart()
    {
        await using var after = WithModel(8, 1);
        var generations = after.Get<IndexGenerations>();
        await generations.CompareAsync(CancellationToken.None);
        Assert.True(await generations.PauseAsync(CancellationToken.None));
        await FillAsync(after);
        Assert.Equal(GenerationState.Paused, (await generations.StatusAsync(CancellationToken.None)).Other?.State);

        await using var restarted = WithModel(8, 1);
        Assert.True(await restarted.Get<IndexGenerations>().ResumeAsync(CancellationToken.None));
        await FillAsync(restarted);

        Assert.Equal(2, (await generations.StatusAsync(CancellationToken.None)).Active.Id);
    }

    [Fact]
    public async Task ACanceledIndexLeavesTheOldOneAsItWas()
    {
        await using var after = WithModel(8, 1);
        await after.Get<IndexGenerations>().CompareAsync(CancellationToken.None);
        var missing = (await after.Get<GenerationWriter>().MissingAsync(2, 1, CancellationToken.None))[0];
        await after.Get<GenerationWriter>().AddAsync(2, missing, One(missing), CancellationToken.None);
        Assert.True(await after.Get<IndexGenerations>().CancelAsync(CancellationToken.None));

        await FillAsync(after);

        await using var db = after.Db();
        Assert.Equal([1L], await db.Chunks.Select(c => c.GenerationId).Distinct().ToListAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty((await SearchAsync(after)).Passages);
    }

    [Fact]
    public async Task AnIncompleteIndexIsNotSwitchedTo()
    {
        await using var after = WithModel(8, 1);
        await after.Get<IndexGenerations>().CompareAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<GenerationSwitchRefusedException>(() => after.Get<GenerationSwitch>().SwitchAsync(2, CancellationToken.None));

        Assert.Contains("12 documents", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGateCanRefuseTheNewIndexAndItsReasonIsKept()
    {
        await using var after = WithModel(8, 1, s => s.AddSingleton<GenerationGate>((_, _) => Task.FromResult<string?>("Quality fell.")));
        await FillAsync(after);

        var status = await after.Get<IndexGenerations>().StatusAsync(CancellationToken.None);
        Assert.Equal((1, GenerationState.Failed, "Quality fell."), (status.Active.Id, status.Other?.State, status.Other?.Problem));
    }

    [Fact]
    public async Task AFaultOfTheModelStopsTheNewIndexWithItsReason()
    {
        await using var after = _before.Restarted(replace: s => Counted(s).AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(new BrokenModel()));
        await FillAsync(after);

        var status = await after.Get<IndexGenerations>().StatusAsync(CancellationToken.None);
        Assert.Equal((1, GenerationState.Failed), (status.Active.Id, status.Other?.State));
        Assert.Contains("The model is out of order.", status.Other?.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherChunkerMakesTheIndexAnew()
    {
        await using var after = _before.Restarted(new() { ["Ingest:Chunker:TargetTokens"] = "20", ["Ingest:Chunker:SmallTokens"] = "5" }, s => Counted(s));
        await FillAsync(after);

        Assert.Contains("target 20", (await after.Get<IndexGenerations>().StatusAsync(CancellationToken.None)).Active.Chunker, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADocumentWhoseFileAndTextAreGoneKeepsItsChunks()
    {
        Directory.Delete(Path.Combine(_before.DataFolder, "texts"), recursive: true);
        Directory.Delete(Path.Combine(_before.DataFolder, "originals"), recursive: true);
        await using var after = WithModel(8, 1);
        await FillAsync(after);

        Assert.Equal(2, (await after.Get<IndexGenerations>().StatusAsync(CancellationToken.None)).Active.Id);
        Assert.Contains((await SearchAsync(after, "Rule 7")).Passages, p => p.Path == "7.txt" && p.Cosine > 0);
    }

    [Fact]
    public async Task ChunksThatCitationsNameOutliveTheirIndex()
    {
        long cited;
        await using (var db = _before.Db())
        {
            var chunk = await db.Chunks.FirstAsync(TestContext.Current.CancellationToken);
            cited = chunk.Id;
            var user = new User { UserName = "a" };
            var message = new Message { Question = "?", Answerer = "test" };
            db.Add(new Conversation { User = user, Title = "?", Messages = [message] });
            message.Citations.Add(new Citation { ChunkId = cited, VersionId = chunk.VersionId, DocumentId = chunk.DocumentId, Quote = "" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var after = WithModel(8, 1);
        await FillAsync(after);

        await using var left = after.Db();
        Assert.Equal([cited], await left.Chunks.Where(c => c.GenerationId == 1).Select(c => c.Id).ToListAsync(TestContext.Current.CancellationToken));
        Assert.False(await left.ChunkVectors.AnyAsync(v => v.ChunkId == cited, TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _before.DisposeAsync();
        _models.Dispose();
    }

    private IServiceCollection Counted(IServiceCollection services) => services.AddSingleton(new DocumentReaders([_reader]));

    private IngestServices WithModel(int dimensions, int seed, Action<IServiceCollection>? more = null) => _before.Restarted(replace: services =>
    {
        var folder = TinyStaticModel.Write(_models, dimensions, seed, "vacation", "days", "rule", "parking", "how", "many", "free");
        Counted(services).AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(StaticEmbeddingGenerator.Load(folder));
        more?.Invoke(services);
    });

    private static async Task<Dictionary<long, long>> GenerationsAsync(IngestServices services)
    {
        await using var db = services.Db();
        return await db.Chunks.ToDictionaryAsync(c => c.Id, c => c.GenerationId);
    }

    private static Task FillAsync(IngestServices services) => services.Get<GenerationFiller>().RunAsync(CancellationToken.None);

    private static Task<SearchResult> SearchAsync(IngestServices services, string question = Question) =>
        services.Get<Retriever>().SearchAsync(new SearchQuery(question, SearchScope.Everything), CancellationToken.None);

    private static async IAsyncEnumerable<IReadOnlyList<NewChunk>> One(MissingDocument document)
    {
        await Task.Yield();
        yield return [new NewChunk(document.Title, "", new Place(null, 1, 0, document.Title.Length), [], new float[8])];
    }

    private sealed class BrokenModel : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The model is out of order.");

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("test", null, "broken", 8) : null;

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
