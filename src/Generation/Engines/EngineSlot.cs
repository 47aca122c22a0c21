using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Engines;

/// <summary>The engine of one kind of model as its users see it.</summary>
internal sealed class EngineSlot(EngineLoop loop, EngineWishes wishes, EngineBoard board, EngineLog log, EngineProcessOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task? _running;

    public EngineWishes Wishes => wishes;

    public EngineBoard Board => board;

    public InstalledModel? Chosen() => loop.Chosen();

    public IReadOnlyList<string> LogLines => log.Last;

    /// <summary>Begins to watch; later calls do nothing.</summary>
    public void Watch(CancellationToken stopping)
    {
        lock (_gate) _running ??= Task.Run(() => loop.RunAsync(stopping), CancellationToken.None);
    }

    /// <summary>Where to ask; null without a model or while a person holds it back.</summary>
    /// <exception cref="LlamaException">It failed, or is not ready within the patience.</exception>
    public async Task<OpenAiEndpoint?> EndpointAsync(CancellationToken cancellationToken)
    {
        wishes.Want();
        var since = time.GetTimestamp();
        while (true)
        {
            var (status, endpoint, next) = board.Look();
            if (wishes.Held) return null;
            if (endpoint is not null) return endpoint;
            if (status.State == EngineState.NoModel && loop.Chosen() is null) return null;
            if (status.State == EngineState.Failed) throw new LlamaException($"The language model {status.Title} does not run. {status.Reason}");
            var left = options.StartPatience - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero) throw NotReady(status);
            try
            {
                await next.WaitAsync(left, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                throw NotReady(board.Status);
            }
        }
    }

    /// <summary>Waits for the loop, which was told to end, and with it for its processes.</summary>
    public async Task EndAsync()
    {
        Task? running;
        lock (_gate) running = _running;
        if (running is not null) await running;
        log.Dispose();
    }

    private static LlamaException NotReady(EngineStatus status) => new(
        status.Percent is { } percent
            ? $"The language model {status.Title} is still being loaded ({percent} %). Ask again in a moment."
            : $"The language model {status.Title} is still being started. Ask again in a moment.");
}
