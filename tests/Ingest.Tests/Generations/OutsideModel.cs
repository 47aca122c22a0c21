using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;

namespace RagDocs.Ingest.Tests.Generations;

/// <summary>An embedding model of another process: it knows that a holiday is a vacation and a car is parked, can be down, and remembers what it was asked.</summary>
internal sealed class OutsideModel : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly int _dimensions;

    public OutsideModel(int dimensions = 4) => (_dimensions, Length) = (dimensions, dimensions);

    public ConcurrentQueue<(string Text, string? Kind)> Asked { get; } = [];

    public bool Down { get; set; }

    /// <summary>Answers never.</summary>
    public bool Hangs { get; set; }

    /// <summary>Numbers in what it answers.</summary>
    public int Length { get; set; }

    /// <summary>Called with every request.</summary>
    public Action? OnAsked { get; set; }

    public EmbeddingChoice Choice(bool known = true) => new($"outside-{_dimensions}", new string((char)('a' + (_dimensions % 6)), 64), known ? _dimensions : null, _ => this);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        foreach (var text in texts) Asked.Enqueue((text, options?.AdditionalProperties?.GetValueOrDefault("input_type") as string));
        OnAsked?.Invoke();
        if (Down) throw new EmbeddingUnavailableException("The server is down. Start it.");
        if (Hangs) await Task.Delay(Timeout.Infinite, cancellationToken);
        return [.. texts.Select(text => new Embedding<float>(VectorOf(text)))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Holds nothing.
    }

    private float[] VectorOf(string text)
    {
        var vector = new float[Length];
        var topic = Says(text, "holiday", "vacation") ? 0 : Says(text, "car", "parking") ? 1 : 2;
        vector[topic] = 1;
        return vector;
    }

    private static bool Says(string text, params string[] words) => words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
}
