using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Checking;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests;

public sealed class GenerationServiceCollectionExtensionsTests : IAsyncLifetime
{
    private TestCatalog _catalog = null!;

    public async ValueTask InitializeAsync() => _catalog = await TestCatalog.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task WithASearchAndAnEmbedderTheGeneratorResolves()
    {
        await using var services = Services([]);

        Assert.NotNull(services.GetRequiredService<AnswerGenerator>());
        var question = new Question("What is new?", SearchScope.Everything);
        Assert.Equal("extractive", (await services.GetRequiredService<AnswererChoice>()(question, CancellationToken.None)).Name);
    }

    [Theory]
    [InlineData("Generation:Passages", "0", "Passages")]
    [InlineData("Extractive:MinimumSupport", "1.5", "MinimumSupport")]
    [InlineData("LanguageModel:Temperature", "3", "Temperature")]
    [InlineData("LanguageModel:Remote:Address", "gpu-7:8000", "LanguageModel:Remote:Address must be an address like")]
    [InlineData("LanguageModel:Remote:Address", "http://gpu-7:8000", "LanguageModel:Remote:Model must name the model")]
    public async Task AnOptionOutOfRangeStopsTheStartAndNamesItself(string key, string value, string name)
    {
        await using var services = Services([new(key, value)]);

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SentencesAreCheckedWithTheWordVectorsOfTheModelThatSearches()
    {
        using var model = StaticEmbeddingGenerator.LoadBuiltIn();
        await using var services = Services([], model);
        var passage = SomePassage.Of("The attorney sees clients every Friday.");
        var sentence = new Sentence("The lawyer sees clients every Friday.", [new Evidence(0, "")]);

        Assert.True(Coverage(services.GetRequiredService<SentenceChecker>()) > Coverage(new SentenceChecker()));

        double Coverage(SentenceChecker checker) => checker.Begin([passage]).Check(sentence).Coverage;
    }

    private ServiceProvider Services(KeyValuePair<string, string?>[] settings, IEmbeddingGenerator<string, Embedding<float>>? embedder = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<PassageSearch>((_, _) => Task.FromResult(new SearchResult([], 0, TimeSpan.Zero)));
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder ?? new SynonymEmbedder());
        services.AddSingleton(new ReviewDates(_catalog));
        services.AddGeneration(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.BuildServiceProvider();
    }
}
