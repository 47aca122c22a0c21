using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Engines;

/// <summary>
/// Runs one engine process for each kind of model in use: starts it when it is needed, watches its health and memory, brings it back when it
/// dies, exchanges it when another model is chosen, and ends it with the service. Safe from any thread.
/// </summary>
public sealed class EngineSupervisor : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<ModelKind, EngineSlot> _slots = [];
    private readonly EngineProcessOptions _options;
    private readonly EngineModels _models;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private SocketFolder? _sockets;
    private int _ended;

    public EngineSupervisor(
        EngineModels models, EngineCommand command, EngineLogFolder logs, IOptions<EngineProcessOptions> options, TimeProvider time,
        ILogger<EngineSupervisor> logger)
    {
        _options = options.Value;
        _models = models;
        _logger = logger;
        foreach (var kind in Enum.GetValues<ModelKind>())
        {
            var log = new EngineLog(Path.Combine(logs.Path, $"engine-{kind.ToString().ToLowerInvariant()}.log"), time);
            var board = new EngineBoard(kind, time);
            board.Changed += Tell;
            var wishes = new EngineWishes(time);
            var loop = new EngineLoop(
                kind, models.Chosen, model => EngineLife.Start(command, model, NewSocket(), log, _options, time),
                wishes, board, _options, time, logger);
            _slots[kind] = new EngineSlot(loop, wishes, board, log, _options, time);
        }

        models.Changed += Look;
    }

    /// <summary>Raised with every change, on no particular thread.</summary>
    public event Action<EngineStatus>? Changed;

    /// <summary>How each kind's engine is.</summary>
    public IReadOnlyList<EngineStatus> All => [.. _slots.Values.Select(slot => slot.Board.Status)];

    public EngineStatus Status(ModelKind kind) => _slots[kind].Board.Status;

    /// <summary>The model that would be served to who asks now, without starting anything; null: none, or an administrator stopped its engine.</summary>
    public InstalledModel? Expected(ModelKind kind) => _slots[kind].Wishes.Held ? null : _slots[kind].Chosen();

    /// <summary>The last 200 lines that the engines of this kind said, oldest first.</summary>
    public IReadOnlyList<string> LogLines(ModelKind kind) => _slots[kind].LogLines;

    /// <summary>Where to ask: starts the engine when it does not run and waits until it is ready.</summary>
    /// <returns>Null: no model of this kind is installed, or an administrator stopped the engine.</returns>
    /// <exception cref="LlamaException">It failed, or is not ready within <see cref="EngineProcessOptions.StartPatience"/>.</exception>
    public Task<OpenAiEndpoint?> EndpointAsync(ModelKind kind, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        _slots[kind].Watch(_stopping.Token);
        return _slots[kind].EndpointAsync(cancellationToken);
    }

    /// <summary>A person wants it to run: also after it failed, or was stopped.</summary>
    public void StartAgain(ModelKind kind)
    {
        _slots[kind].Watch(_stopping.Token);
        _slots[kind].Wishes.StartAgain();
    }

    /// <summary>A person wants it to end its answers and rest, until a person starts it again; questions do not.</summary>
    public void Stop(ModelKind kind) => _slots[kind].Wishes.Hold();

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var slot in _slots.Values) slot.Watch(_stopping.Token);
        if (!_options.StartWithService) return Task.CompletedTask;
        _slots[ModelKind.Chat].Wishes.Want();
        // Every question needs its vector, and waits for it seconds only.
        _slots[ModelKind.Embedding].Wishes.Want();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1) return;
        _models.Changed -= Look;
        await _stopping.CancelAsync();
        await Task.WhenAll(_slots.Values.Select(slot => slot.EndAsync()));
        _sockets?.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    // A page that failed is no reason to let an engine fall.
    private void Tell(EngineStatus status)
    {
        try
        {
            Changed?.Invoke(status);
        }
        catch (Exception failure)
        {
            EngineEvents.ListenerFailed(_logger, status.Kind, failure);
        }
    }

    private string NewSocket()
    {
        lock (_gate) return (_sockets ??= SocketFolder.Create()).NewSocket();
    }

    private void Look()
    {
        foreach (var slot in _slots.Values) slot.Wishes.Ring();
    }
}
