using Microsoft.Extensions.Logging;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>One model in memory, serving several requests at a time. Safe to call from any thread.</summary>
internal sealed class LlamaEngine : IAsyncDisposable
{
    private LlamaEngine(EngineModel model) => Model = model;

    public EngineModel Model { get; }

    public EngineStatistics Statistics => throw new NotSupportedException();

    /// <summary>Reads the header in C#, then loads. Takes seconds to minutes.</summary>
    /// <exception cref="LlamaException">The file, an adapter or an option cannot be used.</exception>
    public static Task<LlamaEngine> LoadAsync(EngineOptions options, TimeProvider time, ILogger log, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Writes. Canceling stops the work within 150 ms.</summary>
    /// <exception cref="EngineBusyException">The queue is full.</exception>
    /// <exception cref="PromptTooLongException">Nothing is cut silently.</exception>
    /// <exception cref="BadRequestException">A bad grammar or option, or not a chat model.</exception>
    public IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <exception cref="BadRequestException">Not an embedding model.</exception>
    public Task<TextVector> EmbedAsync(string text, string asker, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <exception cref="BadRequestException">Not a reranker.</exception>
    public Task<DocumentScore> ScoreAsync(string query, string document, string asker, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Takes nothing new and lets what runs and waits end, at most as long as <paramref name="patience"/>.</summary>
    public Task DrainAsync(TimeSpan patience) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
