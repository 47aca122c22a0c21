using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;

namespace RagDocs.Retrieval.Tests;

public sealed class CollectionOptionsTests : LibraryTest
{
    [Fact]
    public async Task AQuestionInOneCollectionIsRankedByThatCollectionsWeights()
    {
        var own = await Library.AddAsync("own.md", ["Annual leave is thirty days."]);
        var other = await Library.AddAsync("other.md", ["Annual leave is thirty days."]);
        var name = NameOf(own.CollectionId);
        await using var services = Services(($"Collections:{name.ToUpperInvariant()}:KeywordWeight", "2"), ($"Collections:{name}:alikeweight", "0"));
        var retriever = services.GetRequiredService<Retriever>();

        Assert.Equal(2, await WeightAsync(retriever, own.CollectionId));
        Assert.Equal(1, await WeightAsync(retriever, other.CollectionId));
        Assert.Equal(1, await WeightAsync(retriever, own.CollectionId, other.CollectionId));
    }

    [Theory]
    [InlineData("VectorWieght", "1", "Retrieval:Collections:Staff:VectorWieght is no weight. A collection can have its own AlikeWeight, AskedKindWeight,")]
    [InlineData("VectorWeight", "11", "Retrieval:Collections:Staff:VectorWeight is 11; it must be between 0 and 10.")]
    [InlineData("Candidates", "50", "is no weight")]
    public async Task AWrongWeightStopsTheStartAndIsNamed(string weight, string value, string problem)
    {
        await using var services = Services(($"Collections:Staff:{weight}", value));
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<RetrievalOptions>>().Value);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<double> WeightAsync(Retriever retriever, params long[] collections)
    {
        var result = await retriever.SearchAsync(new SearchQuery("annual leave", SearchScope.Of(collections)), CancellationToken.None);
        return result.Passages[0].Evidence.Single(e => e.Kind == Evidence.Keywords).Weight;
    }

    private string NameOf(long collection)
    {
        using var db = Library.Catalog.CreateDbContext();
        return db.Collections.Single(c => c.Id == collection).Name;
    }

    private ServiceProvider Services(params (string Option, string Value)[] settings) => new ServiceCollection().AddLogging()
        .AddRetrieval(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Retrieval:{s.Option}", (string?)s.Value))).Build(),
            Library.Catalog.DataFolder)
        .BuildServiceProvider();
}
