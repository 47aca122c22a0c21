using RagDocs.Generation.Llama.Engine.Queue;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>A text to be turned into numbers.</summary>
internal abstract class EncodingRequest(string asker) : QueuedRequest(asker)
{
    /// <summary>On the owner thread. Does nothing when the encoder was told to stop.</summary>
    public abstract void Run(TextEncoder encoder, EngineCounters counters);
}

/// <inheritdoc/>
/// <param name="encode">Null when the encoder was told to stop.</param>
/// <param name="count">How the result counts.</param>
internal sealed class EncodingRequest<T>(
    string asker, Func<TextEncoder, T?> encode, Func<EngineStatistics, T, EngineStatistics> count) : EncodingRequest(asker)
    where T : class
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public override void Run(TextEncoder encoder, EngineCounters counters)
    {
        if (encode(encoder) is not { } result)
            return;
        counters.Change(c => count(c, result));
        _result.TrySetResult(result);
    }

    public override void Fail(Exception cause) => _result.TrySetException(cause);

    public override void Abandon() => _result.TrySetCanceled();
}
