using Microsoft.Extensions.AI;

namespace RagDocs.TestSupport;

/// <summary>Gives every text a vector made from its letters, and counts the texts it was asked for.</summary>
public sealed class CountingEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 256;
    private int _texts;

    public int Texts => _texts;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var embeddings = values.Select(v => new Embedding<float>(Of(v))).ToList();
        Interlocked.Add(ref _texts, embeddings.Count);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(embeddings));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static float[] Of(string text)
    {
        var vector = new float[Dimensions];
        foreach (var letter in text) vector[letter % Dimensions]++;
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return length == 0 ? vector : [.. vector.Select(x => x / length)];
    }
}
