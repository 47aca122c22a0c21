using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// The first numbers of another model's vectors, brought to unit length again: for models whose vectors say most in front (Matryoshka
/// representation learning, Kusupati et al. 2022; principal components, as in Model2Vec). Less memory and a faster scan for some quality.
/// </summary>
public sealed class TruncatedEmbeddings : DelegatingEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _about;

    /// <param name="dimensions">Numbers that are kept, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model's vectors are known not to be longer.</exception>
    public TruncatedEmbeddings(IEmbeddingGenerator<string, Embedding<float>> inner, int dimensions)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        var about = inner.GetService<EmbeddingGeneratorMetadata>();
        if (about?.DefaultModelDimensions is { } whole && whole <= dimensions)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimensions), dimensions, $"The vectors of the model {about.DefaultModelId} have {whole} numbers: Retrieval:EmbeddingDimensions must be less, or not be set.");
        }

        Dimensions = dimensions;
        _about = new EmbeddingGeneratorMetadata(about?.ProviderName, about?.ProviderUri, about?.DefaultModelId, dimensions);
    }

    public int Dimensions { get; }

    /// <inheritdoc />
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var whole = await base.GenerateAsync(values, options, cancellationToken);
        return new GeneratedEmbeddings<Embedding<float>>(whole.Select(embedding => new Embedding<float>(Cut(embedding.Vector.Span)))) { Usage = whole.Usage };
    }

    /// <inheritdoc />
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(EmbeddingGeneratorMetadata) ? _about : base.GetService(serviceType, serviceKey);

    private float[] Cut(ReadOnlySpan<float> vector)
    {
        var cut = vector[..Math.Min(Dimensions, vector.Length)].ToArray();
        var length = TensorPrimitives.Norm<float>(cut);
        // A text of unknown words has no direction, cut or whole.
        if (length > 0) TensorPrimitives.Divide(cut, length, cut);
        return cut;
    }
}
