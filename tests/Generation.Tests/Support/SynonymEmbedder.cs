using Microsoft.Extensions.AI;

namespace RagDocs.Generation.Tests.Support;

/// <summary>Gives the words of one group the same vector and every other word a direction of its own.</summary>
internal sealed class SynonymEmbedder(params string[][] groups) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 512;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(Embed)));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private Embedding<float> Embed(string word)
    {
        var name = word.ToLowerInvariant();
        var key = Array.Find(groups, g => g.Contains(name)) is { } group ? group[0] : name;
        var random = new Random(key.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)));
        var vector = new float[Dimensions];
        for (var i = 0; i < Dimensions; i++) vector[i] = (float)(random.NextDouble() - 0.5);
        return new Embedding<float>(vector);
    }
}
