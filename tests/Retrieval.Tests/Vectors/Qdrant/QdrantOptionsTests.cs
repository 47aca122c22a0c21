using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Vectors.Qdrant;

namespace RagDocs.Retrieval.Tests.Vectors.Qdrant;

public sealed class QdrantOptionsTests
{
    [Theory]
    [InlineData("Url", "qdrant:6333", "Qdrant:Url")]
    [InlineData("Url", "ftp://qdrant", "Qdrant:Url")]
    [InlineData("Url", "http://user:key@qdrant", "Qdrant:Url")]
    [InlineData("Prefix", "a b", "Qdrant:Prefix")]
    [InlineData("Prefix", "", "Qdrant:Prefix")]
    [InlineData("ApiKey", "schlüssel", "ASCII")]
    [InlineData("ApiKeyFile", "/none/here", "Qdrant:ApiKeyFile")]
    [InlineData("CaCertificate", "/none/here", "Qdrant:CaCertificate")]
    [InlineData("Retries", "99", "Retries")]
    public void AFaultIsNamedAtTheStart(string name, string value, string says)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Services((name, value)).GetRequiredService<IOptions<QdrantOptions>>().Value);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnAddressThereIsNoQdrant()
    {
        using var services = Services(("Url", ""), ("Prefix", "a b"));
        Assert.IsType<RagDocs.Retrieval.Segments.EmbeddedChunkIndex>(services.GetService<IChunkIndex>());
        Assert.Null(services.GetService<QdrantHealth>());
        Assert.Equal("", services.GetRequiredService<IOptions<QdrantOptions>>().Value.Url);
    }

    [Fact]
    public void WithAnAddressTheIndexIsInQdrant()
    {
        using var services = Services();
        Assert.IsType<QdrantChunkIndex>(services.GetRequiredService<IChunkIndex>());
        Assert.NotNull(services.GetRequiredService<QdrantHealth>());
        Assert.Single(services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<QdrantFollower>());
    }

    private static ServiceProvider Services(params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Qdrant:Url"] = "http://localhost:6333" };
        foreach (var (name, value) in settings) values[$"Qdrant:{name}"] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddRetrieval(configuration, Path.GetTempPath());
        return services.BuildServiceProvider();
    }
}
