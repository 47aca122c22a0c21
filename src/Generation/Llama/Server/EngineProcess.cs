using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Server;

/// <summary>The life of an engine process: listens, loads, serves, and ends for one of a few reasons (<see cref="EngineExitCode"/>).</summary>
public static class EngineProcess
{
    /// <summary>How long the reason of a failed load can be asked for at /health before the process ends.</summary>
    private static readonly TimeSpan FailureShown = TimeSpan.FromSeconds(2);

    /// <summary>Stopping at once may take this long; native code that hangs is not waited for.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    /// <param name="cancellationToken">Counts as the first stop signal.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(EngineServerOptions options, CancellationToken cancellationToken)
    {
        using var logs = EngineConsole.CreateLoggers();
        var log = logs.CreateLogger("ragdocs.engine");
        using var native = new NativeLogLines(log);
        using var signals = new StopSignals(cancellationToken);
        EngineServer server;
        try
        {
            server = await EngineServer.StartAsync(
                options, stop => LlamaEngine.LoadAsync(options.Engine, TimeProvider.System, log, stop), logs, TimeProvider.System, CancellationToken.None);
        }
        catch (LlamaException problem)
        {
            ServerLog.NotStarted(log, problem.Message);
            return EngineExitCode.Failed;
        }

        ServerLog.Listening(log, server.Address);
        var code = await ServeAsync(server, options, signals, log);
        await StopAsync(server, code);
        return code;
    }

    private static async Task<int> ServeAsync(EngineServer server, EngineServerOptions options, StopSignals signals, ILogger log)
    {
        using var ending = new CancellationTokenSource();
        var memory = MemoryWatch.ExceededAsync(options.MaxMemoryBytes, () => Environment.WorkingSet, TimeProvider.System, ending.Token);
        var parent = options.DieWithParent
            ? ParentWatch.GoneAsync(Console.OpenStandardInput(), TimeProvider.System, ending.Token)
            : Task.Delay(Timeout.InfiniteTimeSpan, ending.Token);
        var failure = FailureAsync(server, log);
        try
        {
            var cause = await Task.WhenAny(signals.First, parent, memory, failure);
            if (cause == failure) return await failure;
            if (cause == memory)
            {
                ServerLog.TooMuchMemory(log, await memory, options.MaxMemoryBytes!.Value);
                return EngineExitCode.TooMuchMemory;
            }

            ServerLog.Stopping(log, cause == parent ? "standard input ended, or the process that started the engine is gone" : "asked to");
            // Answers for a parent that is gone end by themselves: its connections are.
            await Task.WhenAny(server.DrainAsync(options.Patience), signals.Second);
            return EngineExitCode.Done;
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    /// <summary>Ends only if loading failed or the engine did.</summary>
    /// <returns>The exit code.</returns>
    private static async Task<int> FailureAsync(EngineServer server, ILogger log)
    {
        try
        {
            await server.Loaded;
            server.Describe(log);
        }
        catch (Exception failure)
        {
            if (failure is OperationCanceledException) return EngineExitCode.Done; // Stopped while it loaded.
            ServerLog.LoadFailed(log, failure.Message);
            await Task.Delay(FailureShown);
            return EngineExitCode.Failed;
        }

        try
        {
            await server.Engine;
            await Task.Delay(Timeout.InfiniteTimeSpan);
            return EngineExitCode.Done;
        }
        catch (Exception failure)
        {
            ServerLog.Broken(log, failure.Message);
            return EngineExitCode.Broken;
        }
    }

    private static async Task StopAsync(EngineServer server, int code)
    {
        using var watchdog = new Timer(_ => Libc.ExitNow(code), null, AtOnce, Timeout.InfiniteTimeSpan);
        await server.DisposeAsync();
    }
}
