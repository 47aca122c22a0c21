using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Tests;

public sealed class RetrievalServiceCollectionExtensionsTests : LibraryTest
{
    [Fact]
    public async Task EverythingRegisteredWorksTogether()
    {
        await Library.AddAsync("leave.md", ["Annual leave is thirty days."]);
        await using var services = Services();
        var result = await services.GetRequiredService<Retriever>()
            .SearchAsync(new SearchQuery("annual leave", SearchScope.Everything), CancellationToken.None);
        Assert.Single(result.Passages);
        Assert.All(
            [typeof(DocumentIndex), typeof(AccessRights), typeof(Originals)], type => Assert.NotNull(services.GetService(type)));
    }

    [Theory]
    [InlineData("Candidates", "0")]
    [InlineData("ScopeWeight", "11")]
    [InlineData("VectorWeight", "-1")]
    [InlineData("NearDuplicate", "0.1")]
    [InlineData("LongestPassage", "1")]
    public async Task AnOptionOutOfRangeIsRefusedByName(string option, string value)
    {
        await using var services = Services((option, value));
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<RetrievalOptions>>().Value);
        Assert.Contains(option, refused.Message, StringComparison.Ordinal);
    }

    private ServiceProvider Services(params (string Option, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddRetrieval(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"Retrieval:{s.Option}", s => (string?)s.Value)).Build(),
            Library.Catalog.DataFolder)
        .BuildServiceProvider();
}
