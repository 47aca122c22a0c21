using RagDocs.Generation.Llama.Engine.Queue;

namespace RagDocs.Generation.Llama.Engine;

/// <summary>A text to be turned into numbers.</summary>
internal abstract class EncodingRequest(string asker) : QueuedRequest(asker)
{
    /// <summary>On the owner thread.</summary>
    public abstract void Run(TextEncoder encoder);

    /// <summary>Counts what <see cref="Run"/> computed, and then tells it. False when there is nothing: the encoder was told to stop.</summary>
    public abstract bool Complete(EngineCounters counters);
}

/// <inheritdoc/>
/// <param name="encode">Null when the encoder was told to stop.</param>
/// <param name="count">How the result counts.</param>
internal sealed class EncodingRequest<T>(
    string asker, Func<TextEncoder, T?> encode, Func<EngineStatistics, T, EngineStatistics> count) : EncodingRequest(asker)
    where T : class
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private T? _computed;

    public Task<T> Result => _result.Task;

    public override void Run(TextEncoder encoder) => _computed = encode(encoder);

    public override bool Complete(EngineCounters counters)
    {
        if (_computed is not { } computed)
            return false;
        counters.Change(c => count(c, computed));
        return _result.TrySetResult(computed);
    }

    public override void Fail(Exception cause) => _result.TrySetException(cause);

    public override void Abandon() => _result.TrySetCanceled();
}
