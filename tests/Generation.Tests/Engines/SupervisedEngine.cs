using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RagDocs.Generation.Engines;
using RagDocs.Generation.Models;
using RagDocs.TestSupport;

namespace RagDocs.Generation.Tests.Engines;

/// <summary>A supervisor over doubles, in a folder of its own.</summary>
internal sealed class SupervisedEngine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly EngineModels _models;
    private readonly List<EngineState> _states = [];
    private InstalledModel? _chosen;
    private int _failures;

    public SupervisedEngine(string? model = null, Action<EngineProcessOptions>? configure = null, EngineCommand? command = null)
    {
        var options = new EngineProcessOptions
        {
            HealthInterval = TimeSpan.FromMilliseconds(50), StopPatience = TimeSpan.FromSeconds(5), ExchangePatience = TimeSpan.FromMilliseconds(300), RestartPause = TimeSpan.FromMilliseconds(20),
        };
        configure?.Invoke(options);
        _models = new EngineModels(kind => Interlocked.Decrement(ref _failures) >= 0 ? throw new InvalidOperationException("nobody foresaw it") : kind == ModelKind.Chat ? _chosen : null);
        Supervisor = new EngineSupervisor(
            _models, command ?? EngineDouble.Command(_folder), new EngineLogFolder(Path.Combine(_folder.Path, "logs")), Options.Create(options),
            TimeProvider.System, NullLogger<EngineSupervisor>.Instance);
        Supervisor.Changed += status =>
        {
            if (status.Kind != ModelKind.Chat) return;
            lock (_states) _states.Add(status.State);
        };
        if (model is not null) Choose(model);
    }

    public EngineSupervisor Supervisor { get; }

    public EngineStatus Status => Supervisor.Status(ModelKind.Chat);

    public string LogPath => Path.Combine(_folder.Path, "logs", "engine-chat.log");

    /// <summary>Every state that was told, in order, without repetitions.</summary>
    public IReadOnlyList<EngineState> States
    {
        get
        {
            lock (_states) return [.. _states.Where((state, i) => i == 0 || state != _states[i - 1])];
        }
    }

    public string ModelPath(string name) => Path.Combine(_folder.Path, name + ".gguf");

    /// <summary>So many times, asking for the chosen model fails as nothing foresees.</summary>
    public void Fail(int times) => Volatile.Write(ref _failures, times);

    public void Choose(string? name, long bytes = 1000)
    {
        _chosen = name is null ? null : new InstalledModel(name, ModelPath(name), ModelKind.Chat, name, bytes, 2048, null);
        _models.Tell();
    }

    public async Task<string> SocketAsync() =>
        (await Supervisor.EndpointAsync(ModelKind.Chat, TestContext.Current.CancellationToken))!.Socket!;

    public async Task<EngineStatus> UntilAsync(Func<EngineStatus, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            var status = Status;
            if (wanted(status)) return status;
            if (patience.IsCancellationRequested) Assert.Fail($"It stayed {status}; log: {string.Join('\n', Supervisor.LogLines(ModelKind.Chat))}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public static bool Runs(int processId) => Directory.Exists($"/proc/{processId}");

    public static async Task UntilGoneAsync(int processId)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Runs(processId)) await Task.Delay(20, patience.Token);
    }

    public static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        _folder.Dispose();
    }
}
