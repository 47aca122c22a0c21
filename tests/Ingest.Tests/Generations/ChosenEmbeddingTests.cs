using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Generations;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Generations;

/// <summary>An administrator chooses an embedding model outside of the process while the service runs, and it fails as such models do.</summary>
public sealed class ChosenEmbeddingTests : IAsyncLifetime
{
    private readonly TempFolder _models = new();
    private readonly OutsideModel _outside = new();
    private EmbeddingChoice? _choice;
    private IngestServices _services = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = TinyStaticModel.Write(_models, 8, 1, "vacation", "days", "rule", "parking", "how", "many", "free");
        _services = await IngestServices.CreateAsync(new() { ["Retrieval:EmbeddingSeconds"] = "0.2" }, services =>
        {
            services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(StaticEmbeddingGenerator.Load(folder));
            services.AddSingleton<ChosenEmbeddings>(_ => Task.FromResult(_choice));
            services.AddSingleton<FormerEmbeddings>((hash, _) => Task.FromResult(hash == _outside.Choice().Hash ? _outside.Choice() : null));
        });
        await _services.TakeAsync("vacation.txt", "Everybody has 28 vacation days a year.");
        await _services.TakeAsync("parking.txt", "Parking is free for visitors.");
        await _services.DrainAsync();
    }

    [Fact]
    public async Task AChoiceFillsANewIndexInTheBackgroundAndQuestionsMeetItsVectorsAfterTheSwitch()
    {
        Choose(_outside.Choice());
        var before = await SearchAsync("holiday");
        Assert.False(before.KeywordsOnly);
        Assert.Empty(_outside.Asked);

        await FillAsync();

        var status = await StatusAsync();
        Assert.Equal((2, "outside-4", 4), (status.Active.Id, status.Active.Model, status.Active.Dimensions));
        Assert.All(_outside.Asked, asked => Assert.Null(asked.Kind));
        var found = (await SearchAsync("holiday")).Passages[0];
        Assert.Equal("vacation.txt", found.Path);
        Assert.Equal(1, found.Cosine!.Value, 0.01);
        Assert.Equal(("holiday", "query"), _outside.Asked.Last());
    }

    [Fact]
    public async Task BackToTheBuiltInModelTheOldOneAnswersUntilTheSwitch()
    {
        await ChosenAsync();
        Choose(null);

        var during = await SearchAsync("holiday");
        Assert.False(during.KeywordsOnly);
        Assert.Equal("vacation.txt", during.Passages[0].Path);

        await FillAsync();
        var asked = _outside.Asked.Count;
        Assert.Equal((3, 8), ((await StatusAsync()).Active.Id, (await StatusAsync()).Active.Dimensions));
        Assert.False((await SearchAsync("vacation")).KeywordsOnly);
        Assert.Equal(asked, _outside.Asked.Count);
    }

    [Fact]
    public async Task AQuestionWhoseModelIsDownIsAnsweredByKeywordsAndTheNextOnesDoNotWait()
    {
        await ChosenAsync();
        _outside.Down = true;
        var asked = _outside.Asked.Count;

        var first = await SearchAsync("vacation");
        var second = await SearchAsync("vacation");

        Assert.All([first, second], result =>
        {
            Assert.True(result.KeywordsOnly);
            Assert.Equal("vacation.txt", result.Passages[0].Path);
            Assert.Contains(result.Stages, s => s.Problem?.Contains("The server is down. Start it.", StringComparison.Ordinal) == true);
        });
        Assert.Equal(asked + 1, _outside.Asked.Count);

        _outside.Down = false;
        _services.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.False((await SearchAsync("vacation")).KeywordsOnly);
    }

    [Fact]
    public async Task AQuestionDoesNotWaitLongForASlowModel()
    {
        await ChosenAsync();
        _outside.Hangs = true;

        var result = await SearchAsync("vacation");

        Assert.True(result.KeywordsOnly);
        Assert.Contains(result.Stages, s => s.Problem?.Contains("Retrieval:EmbeddingSeconds", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task VectorsOfAnotherLengthAreRefusedWithAReason()
    {
        await ChosenAsync();
        _outside.Length = 5;

        var result = await SearchAsync("vacation");

        Assert.True(result.KeywordsOnly);
        Assert.Contains(result.Stages, s => s.Problem?.Contains("a vector of 5 numbers; the index holds vectors of 4", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task ADocumentThatComesWhileTheModelIsDownIsIndexedOnceItIsBack()
    {
        await ChosenAsync();
        _outside.Down = true;
        await _services.TakeAsync("travel.txt", "A car is rented for journeys above 100 km.");
        await _services.DrainAsync();

        var waiting = await _services.DocumentAsync("travel.txt");
        Assert.Equal((DocumentState.Pending, 0), (waiting.State, waiting.Attempts));
        Assert.Contains("It waits for the embedding model and is tried again by itself. The server is down. Start it.", waiting.Reason, StringComparison.Ordinal);

        _outside.Down = false;
        _services.Time.Advance(TimeSpan.FromSeconds(31));
        await _services.DrainAsync();
        Assert.Equal(DocumentState.Indexed, (await _services.DocumentAsync("travel.txt")).State);
        Assert.Contains((await SearchAsync("parking")).Passages, p => p is { Path: "travel.txt", Cosine: > 0.9 });
    }

    [Fact]
    public async Task ANewIndexWaitsForItsModelAndGoesOnByItself()
    {
        _outside.Down = true;
        await ChosenAsync();

        var waiting = await StatusAsync();
        Assert.Equal((1, GenerationState.Building), (waiting.Active.Id, waiting.Other?.State));
        Assert.Contains("goes on by itself. The server is down. Start it.", waiting.Other!.Problem, StringComparison.Ordinal);
        Assert.False((await SearchAsync("vacation")).KeywordsOnly);

        _outside.Down = false;
        await FillAsync();
        Assert.Equal((2, null), ((await StatusAsync()).Active.Id, (await StatusAsync()).Active.Problem));
    }

    [Fact]
    public async Task NeitherStartNorQuestionAsksAServerWhatItsVectorsAreLike()
    {
        _outside.Down = true;
        Choose(_outside.Choice(known: false));
        await _services.Get<IndexGenerations>().CompareAsync(CancellationToken.None);
        await SearchAsync("vacation");
        Assert.Empty(_outside.Asked);

        await FillAsync();
        Assert.Null((await StatusAsync()).Other);
        Assert.Contains("The server is down", _services.Get<IndexGenerations>().ModelProblem, StringComparison.Ordinal);

        _outside.Down = false;
        await FillAsync();
        Assert.Equal((2, 4), ((await StatusAsync()).Active.Id, (await StatusAsync()).Active.Dimensions));
        Assert.Null(_services.Get<IndexGenerations>().ModelProblem);
    }

    [Fact]
    public async Task AnotherChoiceInTheMiddleNeverMixesTheVectorsOfTwoModels()
    {
        using var other = new OutsideModel(6);
        _outside.OnAsked = () => Choose(other.Choice());
        await ChosenAsync();

        Assert.Equal("outside-6", (await StatusAsync()).Active.Model);
        await using var db = _services.Db();
        var lengths = await db.ChunkVectors.Where(v => db.Chunks.Any(c => c.Id == v.ChunkId && c.Searchable)).Select(v => v.Values.Length / sizeof(float)).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([6, 6], lengths);
        Assert.Single(_outside.Asked);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _outside.Dispose();
        _models.Dispose();
    }

    private async Task ChosenAsync()
    {
        Choose(_outside.Choice());
        await FillAsync();
    }

    private void Choose(EmbeddingChoice? choice)
    {
        _choice = choice;
        _services.Get<EmbeddingVersion>().Tell();
    }

    private Task FillAsync() => _services.Get<GenerationFiller>().RunAsync(CancellationToken.None);

    private Task<(IndexGeneration Active, IndexGeneration? Other, bool KeywordsOnly)> StatusAsync() => _services.Get<IndexGenerations>().StatusAsync(CancellationToken.None);

    private Task<SearchResult> SearchAsync(string question) =>
        _services.Get<Retriever>().SearchAsync(new SearchQuery(question, SearchScope.Everything), CancellationToken.None);
}
