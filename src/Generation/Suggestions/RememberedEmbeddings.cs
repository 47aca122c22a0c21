using Microsoft.Extensions.AI;

namespace RagDocs.Generation.Suggestions;

/// <summary>Embeds each text once as long as it lives: the same words are compared with one question after another.</summary>
internal sealed class RememberedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Dictionary<string, Embedding<float>> _known = new(StringComparer.Ordinal);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var missing = texts.Where(t => !_known.ContainsKey(t)).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            foreach (var (text, vector) in missing.Zip(await inner.GenerateAsync(missing, options, cancellationToken))) _known[text] = vector;
        }

        return new GeneratedEmbeddings<Embedding<float>>(texts.Select(t => _known[t]));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => inner.GetService(serviceType, serviceKey);

    /// <summary>What embeds goes on living: it belongs to the service.</summary>
    public void Dispose()
    {
    }
}
