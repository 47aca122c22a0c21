using System.ComponentModel;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Engine.Machine;
using RagDocs.Generation.Llama.Server;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Engines;

/// <summary>Keeps the engine of one kind of model as it should be. It alone owns the processes; others make wishes and read the board.</summary>
/// <param name="chosen">The model to run; null: none. Asked often, so it must be quick.</param>
/// <param name="start">Starts a process for a model.</param>
internal sealed class EngineLoop(
    ModelKind kind, Func<ModelKind, InstalledModel?> chosen, Func<InstalledModel, EngineLife> start, EngineWishes wishes, EngineBoard board,
    EngineProcessOptions options, TimeProvider time, ILogger logger)
{
    private const double MemoryBesideModel = 1.25;
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    private readonly RestartDelay _delay = new(options.RestartPause);
    private readonly RetiredEngine _retired = new(board);
    private InstalledModel? _model;

    private enum Unwanted
    {
        Held,
        Idle,
        Replaced,
    }

    public InstalledModel? Chosen()
    {
        try
        {
            return chosen(kind);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ModelsException)
        {
            // The folder cannot be read now: what runs goes on.
            return _model;
        }
    }

    /// <summary>Ends, with all its processes, when it is told to.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested) await StepOrPauseAsync(stopping);
            board.Show(s => s with { State = EngineState.Stopped, ProcessId = null, ResidentBytes = null, Percent = null });
        }
        finally
        {
            await _retired.EndAsync();
            board.Serve(null);
        }
    }

    /// <summary>Nothing ends the watch but the service: what nobody foresaw is told, and tried again after a pause.</summary>
    private async Task StepOrPauseAsync(CancellationToken stopping)
    {
        try
        {
            await StepAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service ends.
        }
        catch (Exception unforeseen)
        {
            EngineEvents.WatchFailed(logger, kind, unforeseen);
            await PauseAfterAsync(unforeseen, stopping);
        }
    }

    private async Task PauseAfterAsync(Exception unforeseen, CancellationToken stopping)
    {
        var pause = _delay.Next(ready: null);
        if (pause is null) _delay.Reset();
        try
        {
            board.Serve(null);
            board.Show(s => Named(s) with
            {
                State = pause is null ? EngineState.Failed : EngineState.Restarting, Reason = $"The watch over the engine failed: {unforeseen.Message}",
                ProcessId = null, ResidentBytes = null, Percent = null, Running = 0, Waiting = 0,
            });
            await UntilAgainAsync(pause ?? options.FailurePause, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The service ends.
        }
        catch (Exception again)
        {
            EngineEvents.WatchFailed(logger, kind, again);
            await Task.Delay(options.RestartPause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StepAsync(CancellationToken stopping)
    {
        var model = Chosen();
        if (model != _model || wishes.TakeAgain()) _delay.Reset();
        _model = model;
        if (model is null) await RestAsync(EngineState.NoModel, null, stopping);
        else if (wishes.Held) await RestAsync(EngineState.Stopped, "An administrator stopped it.", stopping);
        else if (!wishes.Wanted) await RestAsync(EngineState.Stopped, null, stopping);
        else await LiveAsync(model, stopping);
    }

    private async Task LiveAsync(InstalledModel model, CancellationToken stopping)
    {
        if (AvailableMemory.Bytes() < model.Bytes * MemoryBesideModel) await _retired.EndAsync();
        board.Show(s => Named(s) with { State = EngineState.Starting, Percent = null, ResidentBytes = null, TokensPerSecond = null });
        EngineLife? life = null;
        string? reason = null;
        Unwanted? unwanted = null;
        long? readyAt = null;
        try
        {
            life = start(model);
            board.Show(s => s with { ProcessId = life.ProcessId });
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var watch = WatchAsync(life, () => readyAt = time.GetTimestamp(), model, ending.Token);
            var change = UntilUnwantedAsync(model, ending.Token);
            await Task.WhenAny(watch, change);
            await ending.CancelAsync();
            (reason, unwanted) = (await ResultOrDefaultAsync(watch), await ResultOrDefaultAsync(change));
            stopping.ThrowIfCancellationRequested();
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            reason = $"The engine could not be started: {failure.Message}";
        }
        finally
        {
            if (life is not null && reason is null && readyAt is not null && unwanted == Unwanted.Replaced) _retired.Keep(life);
            else if (life is not null) await EndAsync(life, gently: reason is null);
        }

        if (reason is null) EngineEvents.Stopped(logger, kind, model.Id, unwanted);
        else await AfterFailureAsync(model, reason, readyAt is { } at ? time.GetElapsedTime(at) : null, stopping);
    }

    /// <summary>Returns why the engine can no longer be used.</summary>
    private async Task<string?> WatchAsync(EngineLife life, Action ready, InstalledModel model, CancellationToken cancellationToken)
    {
        var trouble = await life.UntilReadyAsync(
            health => board.Show(s => s with
            {
                State = EngineState.Loading, Percent = (int?)(health.Progress * 100), ResidentBytes = life.ResidentBytes,
            }),
            cancellationToken);
        if (trouble is not null) return trouble;
        ready();
        wishes.Use();
        board.Show(s => s with { State = EngineState.Ready, Percent = null, ResidentBytes = life.ResidentBytes });
        board.Serve(life.Endpoint);
        _retired.BeginEnd();
        EngineEvents.Ready(logger, kind, life.ProcessId, model.Id);
        return await life.WatchAsync(Report, cancellationToken);

        void Report(EngineHealth health, double? speed)
        {
            if (health.Running + health.Waiting > 0) wishes.Use();
            board.Show(s => s with
            {
                ResidentBytes = life.ResidentBytes, Running = health.Running ?? 0, Waiting = health.Waiting ?? 0, TokensPerSecond = speed,
            });
        }
    }

    private async Task<Unwanted?> UntilUnwantedAsync(InstalledModel model, CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = options.IdleMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) - wishes.Unused : Never;
            if (left <= TimeSpan.Zero && board.Status.State == EngineState.Ready)
            {
                wishes.Forget();
                return Unwanted.Idle;
            }

            await wishes.WaitAsync(left > TimeSpan.Zero ? left : options.HealthInterval, cancellationToken);
            if (wishes.Held) return Unwanted.Held;
            if (Chosen() != model) return Unwanted.Replaced;
        }
    }

    private async Task AfterFailureAsync(InstalledModel model, string reason, TimeSpan? ready, CancellationToken stopping)
    {
        if (_delay.Next(ready) is { } pause)
        {
            EngineEvents.Restarting(logger, kind, model.Id, reason, pause);
            board.Show(s => s with
            {
                State = EngineState.Restarting, Reason = reason, ProcessId = null, ResidentBytes = null, Percent = null, Running = 0, Waiting = 0,
                Restarts = s.Restarts + 1,
            });
            await Task.Delay(pause, time, stopping);
            return;
        }

        EngineEvents.GivenUp(logger, kind, model.Id, reason);
        _delay.Reset();
        await RestAsync(EngineState.Failed, $"{reason} Read the last lines of its log, choose another model, or start it again.", stopping);
    }

    private async Task RestAsync(EngineState state, string? reason, CancellationToken stopping)
    {
        await _retired.EndAsync();
        board.Show(s => Named(s) with
        {
            State = state, Reason = reason, Percent = null, ProcessId = null, ResidentBytes = null, TokensPerSecond = null, Running = 0, Waiting = 0,
        });
        if (state != EngineState.Failed)
        {
            await wishes.WaitAsync(Never, stopping);
            return;
        }

        await UntilAgainAsync(options.FailurePause, stopping);
    }

    /// <summary>A question does not wake what failed: only a person, another model, or the time.</summary>
    private async Task UntilAgainAsync(TimeSpan pause, CancellationToken stopping)
    {
        var since = time.GetTimestamp();
        while (pause - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero)
        {
            await wishes.WaitAsync(left, stopping);
            if (wishes.TakeAgain() || wishes.Held || Chosen() != _model) return;
        }
    }

    // Why a former model ended says nothing about this one.
    private EngineStatus Named(EngineStatus status) => status.ModelId == _model?.Id
        ? status
        : status with { ModelId = _model?.Id, Title = _model?.Title, Reason = null };

    private async Task EndAsync(EngineLife life, bool gently)
    {
        board.Withdraw(life.Endpoint);
        await using (life)
        {
            if (gently) await life.StopAsync();
        }
    }

    private static async Task<T?> ResultOrDefaultAsync<T>(Task<T?> task)
    {
        try
        {
            return await task;
        }
        catch (OperationCanceledException)
        {
            return default;
        }
    }
}
