using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.Models;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Engines;

/// <summary>One engine process from its start to its end. Used by one loop; only <see cref="Endpoint"/> is given to others.</summary>
internal sealed class EngineLife : IAsyncDisposable
{
    // Asking a socket costs next to nothing, and a person waits.
    private static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(200);

    private readonly EngineChild _child;
    private readonly EngineProbe _probe;
    private readonly EngineLog _log;
    private readonly EngineProcessOptions _options;
    private readonly TimeProvider _time;
    private readonly TokenSpeed _speed = new();

    private EngineLife(EngineChild child, InstalledModel model, EngineLog log, EngineProcessOptions options, TimeProvider time)
    {
        (_child, _log, _options, _time) = (child, log, options, time);
        _probe = new EngineProbe(child.Socket);
        Endpoint = new OpenAiEndpoint(new Uri("http://localhost/"), model.Id)
        {
            Socket = child.Socket, Grammar = true, CountsTokens = true, Title = model.Title, Style = model.PromptStyle,
        };
    }

    public int ProcessId => _child.Id;

    public long? ResidentBytes => _child.ResidentBytes;

    public OpenAiEndpoint Endpoint { get; private set; }

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static EngineLife Start(
        EngineCommand command, InstalledModel model, string socket, EngineLog log, EngineProcessOptions options, TimeProvider time)
    {
        log.Add($"--- {model.Id} on {socket}");
        return new EngineLife(EngineChild.Start(command, EngineArguments.For(model, socket, options), socket, log), model, log, options, time);
    }

    /// <summary>Waits until the model is in memory.</summary>
    /// <param name="loading">Told how far it is.</param>
    /// <returns>Null: ready. Else why it will not be.</returns>
    public async Task<string?> UntilReadyAsync(Action<EngineHealth> loading, CancellationToken cancellationToken)
    {
        var lastAnswer = _time.GetTimestamp();
        while (!_child.Exited.IsCompleted)
        {
            if (await _probe.HealthAsync(cancellationToken) is { } health)
            {
                if (health.Status == EngineHealth.Ok)
                {
                    Endpoint = Endpoint with { ContextTokens = health.Context };
                    return TooLarge();
                }

                if (health.Reason is { } failure) return failure;
                lastAnswer = _time.GetTimestamp();
                loading(health);
            }

            if (Passed(lastAnswer, _options.LoadingSilencePatience)) return $"It did not answer for {Seconds(_options.LoadingSilencePatience)} while it started.";
            if (TooLarge() is { } reason) return reason;
            await PauseAsync(StartInterval, cancellationToken);
        }

        return EngineEnd.Describe(_child.ExitCode, _log.Last);
    }

    /// <summary>Watches a ready engine; returns why it can no longer be used.</summary>
    /// <param name="report">Told what it does, at every look.</param>
    public async Task<string> WatchAsync(Action<EngineHealth, double?> report, CancellationToken cancellationToken)
    {
        var lastAnswer = _time.GetTimestamp();
        while (true)
        {
            await PauseAsync(_options.HealthInterval, cancellationToken);
            if (_child.Exited.IsCompleted) return EngineEnd.Describe(_child.ExitCode, _log.Last);
            if (TooLarge() is { } reason) return reason;
            if (await _probe.HealthAsync(cancellationToken) is { } health)
            {
                lastAnswer = _time.GetTimestamp();
                if (await _probe.MetricsAsync(cancellationToken) is { } metrics) _speed.Take(metrics);
                report(health, _speed.TokensPerSecond);
            }
            else if (Passed(lastAnswer, _options.SilencePatience))
            {
                return $"It did not answer for {Seconds(_options.SilencePatience)}.";
            }
        }
    }

    /// <summary>Waits for the answers it still writes, at most <see cref="EngineProcessOptions.ExchangePatience"/>.</summary>
    /// <param name="hurry">Its end ends the waiting: the memory is needed, or everything ends.</param>
    public async Task UntilIdleAsync(Task hurry)
    {
        var since = _time.GetTimestamp();
        while (!hurry.IsCompleted && !_child.Exited.IsCompleted && !Passed(since, _options.ExchangePatience))
        {
            if (await _probe.HealthAsync(CancellationToken.None) is not { } health || (health.Running ?? 0) + (health.Waiting ?? 0) == 0) return;
            await Task.WhenAny(hurry, _child.Exited, Task.Delay(IdleInterval, _time));
        }
    }

    public Task StopAsync() => _child.StopAsync(_options.StopPatience, _time);

    public async ValueTask DisposeAsync()
    {
        _probe.Dispose();
        await _child.DisposeAsync();
    }

    // Its end is noticed at once, not at the next look.
    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await _child.Exited.WaitAsync(pause, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The usual case: it lives on.
        }
    }

    private bool Passed(long since, TimeSpan patience) => _time.GetElapsedTime(since) > patience;

    private string? TooLarge() => _options.MaxMemory is { } most && _child.ResidentBytes is { } held && held > most
        ? $"It held {held >> 20:N0} MB of memory; Engine:MaxMemory allows {most >> 20:N0} MB. Allow more, choose a smaller model or fewer parallel requests."
        : null;

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.#} s";
}
