using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.OpenAi;

/// <summary>Embeds texts through any OpenAI-compatible server, in batches, in order, each vector checked for its length.</summary>
public sealed class OpenAiEmbeddingGenerator(ModelServerConnection connection, OpenAiEmbeddingOptions batching)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata =
        new("openai-compatible", connection.Endpoint.Address, connection.Endpoint.Model, batching.Dimensions);

    /// <inheritdoc/>
    /// <exception cref="ModelServerException">A batch could not be embedded, also after the retries, or what came is not one vector for each text.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var isQuery = options?.AdditionalProperties?.GetValueOrDefault(OpenAiEmbeddingOptions.InputType) as string == OpenAiEmbeddingOptions.Query;
        var prefix = isQuery ? batching.QueryPrefix : batching.PassagePrefix;
        var all = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails { InputTokenCount = 0, TotalTokenCount = 0 } };
        foreach (var batch in Batches(values.Select(v => prefix + v)))
        {
            // Base64 is a third of the size, but only our engine and llama-server are known to have it.
            var request = new EmbeddingRequest(
                options?.ModelId ?? connection.Endpoint.Model, JsonSerializer.SerializeToElement(batch, WireJson.Options),
                connection.Endpoint.Grammar ? "base64" : "float", options?.Dimensions, User: null);
            var answer = await connection.AskAsync<EmbeddingRequest, EmbeddingResponse>("/v1/embeddings", request, cancellationToken);
            all.AddRange(Vectors(answer, batch.Count, options?.Dimensions ?? batching.Dimensions ?? (all.Count > 0 ? all[0].Vector.Length : null)));
            all.Usage.InputTokenCount += answer.Usage?.PromptTokens ?? 0;
            all.Usage.TotalTokenCount += answer.Usage?.TotalTokens ?? 0;
        }

        return all;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>The connection is shared and stays open.</summary>
    public void Dispose()
    {
    }

    private IEnumerable<List<string>> Batches(IEnumerable<string> texts)
    {
        var (batch, characters) = (new List<string>(), 0);
        foreach (var text in texts)
        {
            if (batch.Count > 0 && (batch.Count == batching.BatchTexts || characters + text.Length > batching.BatchCharacters))
            {
                yield return batch;
                (batch, characters) = ([], 0);
            }

            batch.Add(text);
            characters += text.Length;
        }

        if (batch.Count > 0) yield return batch;
    }

    private Embedding<float>[] Vectors(EmbeddingResponse answer, int count, int? dimensions)
    {
        var vectors = new Embedding<float>[count];
        for (var i = 0; i < (answer.Data?.Count ?? 0); i++)
        {
            var item = answer.Data![i];
            var index = item.Index ?? i;
            if (index < 0 || index >= count || vectors[index] is not null) throw connection.Failures.NotUnderstood($"a vector for text {index} of {count}");
            var values = Values(item.Embedding);
            dimensions ??= values.Length;
            if (values.Length == 0 || values.Length != dimensions)
            {
                throw connection.Failures.NotUnderstood($"a vector of {values.Length} numbers where {dimensions} were expected");
            }

            vectors[index] = new Embedding<float>(values) { ModelId = answer.Model };
        }

        var missing = vectors.Count(v => v is null);
        return missing == 0 ? vectors : throw connection.Failures.NotUnderstood($"{count - missing} vectors for {count} texts");
    }

    private float[] Values(JsonElement embedding)
    {
        try
        {
            return embedding.ValueKind switch
            {
                JsonValueKind.Array => embedding.Deserialize<float[]>()!,
                JsonValueKind.String => MemoryMarshal.Cast<byte, float>(embedding.GetBytesFromBase64()).ToArray(),
                _ => [],
            };
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw connection.Failures.NotUnderstood("a vector that is neither numbers nor base64", failure);
        }
    }
}
