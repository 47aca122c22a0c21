using Microsoft.Extensions.AI;
using RagDocs.Generation.Llama;
using RagDocs.Generation.OpenAi;
using RagDocs.Retrieval.Embedding;

namespace RagDocs.Generation.Embeddings;

/// <summary>
/// Embeds with a server that is found anew for each call, as an engine may have been started again elsewhere. Whatever goes wrong there is no fault of
/// the texts: it is told as <see cref="EmbeddingUnavailableException"/>.
/// </summary>
/// <param name="find">Where to ask.</param>
/// <param name="ended">Told when nobody needs its vectors any more.</param>
internal sealed class OutsideEmbeddings(
    Func<CancellationToken, Task<OpenAiEndpoint>> find, ModelServerConnections connections, OpenAiEmbeddingOptions batching, Action? ended)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>A model that cannot read so many characters has another trouble.</summary>
    private const int ShortestCut = 100;

    /// <inheritdoc/>
    /// <exception cref="EmbeddingUnavailableException">No vectors can be had now.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        try
        {
            var endpoint = await find(cancellationToken);
            try
            {
                return await GenerateAsync(endpoint, texts, options, cancellationToken);
            }
            catch (ModelServerException died) when (endpoint.Socket is not null && died.Problem == ModelServerProblem.Unreachable)
            {
                // The engine of this machine is started again by itself, elsewhere.
                return await GenerateAsync(await find(cancellationToken), texts, options, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is ModelServerException or LlamaException)
        {
            throw new EmbeddingUnavailableException(failure.Message, failure);
        }
        catch (ObjectDisposedException stopping)
        {
            throw new EmbeddingUnavailableException("The service is being stopped.", stopping);
        }
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        OpenAiEndpoint endpoint, List<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        using var generator = new OpenAiEmbeddingGenerator(connections.To(endpoint), batching);
        return await GenerateAsync(generator, texts, options, cancellationToken);
    }

    // Our engine reads the beginning of a text that is longer than its model can read; other servers refuse it, and with it the whole request.
    private static async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        OpenAiEmbeddingGenerator generator, List<string> texts, EmbeddingGenerationOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await generator.GenerateAsync(texts, options, cancellationToken);
        }
        catch (ModelServerException tooLong) when (tooLong.Problem == ModelServerProblem.PromptTooLong && texts.Exists(t => t.Length > ShortestCut))
        {
            var all = new GeneratedEmbeddings<Embedding<float>>();
            foreach (var text in texts)
            {
                all.AddRange(await GenerateAsync(generator, [texts.Count > 1 ? text : FirstHalf(text)], options, cancellationToken));
            }

            return all;
        }
    }

    private static string FirstHalf(string text)
    {
        var half = text.Length / 2;
        return text[..(char.IsHighSurrogate(text[half - 1]) ? half - 1 : half)];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Connections are shared and stay open.</summary>
    public void Dispose() => ended?.Invoke();
}
