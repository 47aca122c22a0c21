using System.ComponentModel;
using System.Diagnostics;

namespace RagDocs.Generation.Engines;

/// <summary>
/// One engine process. It ends with us whatever happens: its standard input is a pipe that we hold, and its end tells the engine that we are
/// gone. Its end, its output and its memory are watched from here.
/// </summary>
internal sealed class EngineChild : IAsyncDisposable
{
    // The shell prepares itself and then becomes the engine; paths and arguments are positional parameters, never interpreted.
    // Ctrl+C and a closed terminal reach the whole group of processes: the engine must live on until the service has ended its answers.
    // No core dump, which would hold documents. When memory runs out, the system shall end the engine and not the service.
    private const string Launcher =
        "trap '' INT HUP; ulimit -c 0; { echo 500 > /proc/$$/oom_score_adj; } 2>/dev/null; exec \"$@\"";

    private readonly Process _process;
    private readonly Task _output;
    private readonly Task _exited;

    private EngineChild(Process process, string socket, EngineLog log)
    {
        _process = process;
        Socket = socket;
        Id = process.Id;
        _output = Task.WhenAll(log.TakeAsync(process.StandardOutput), log.TakeAsync(process.StandardError));
        _exited = process.WaitForExitAsync();
    }

    public int Id { get; }

    /// <summary>Where it listens, once it does.</summary>
    public string Socket { get; }

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited => _exited;

    /// <summary>Above 128 when a signal ended it. Only after <see cref="Exited"/>.</summary>
    public int ExitCode => _process.ExitCode;

    public long? ResidentBytes => _exited.IsCompleted ? null : ProcessMemory.Of(Id);

    /// <exception cref="Win32Exception">The program is not there or cannot be started.</exception>
    public static EngineChild Start(EngineCommand command, IReadOnlyList<string> arguments, string socket, EngineLog log)
    {
        var windows = OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(windows ? command.Program : "/bin/sh")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true,
            WorkingDirectory = windows ? AppContext.BaseDirectory : "/",
        };
        if (windows) start.CreateNewProcessGroup = true;
        else foreach (var argument in (string[])["-c", Launcher, "sh", command.Program]) start.ArgumentList.Add(argument);
        foreach (var argument in command.Arguments.Concat(arguments)) start.ArgumentList.Add(argument);
        EngineArguments.Reduce(start.Environment);
        return new EngineChild(Process.Start(start)!, socket, log);
    }

    /// <summary>Asks it to end its answers and then itself; ends it by force when it takes longer than that.</summary>
    public async Task StopAsync(TimeSpan patience, TimeProvider time)
    {
        if (!_exited.IsCompleted)
        {
            // Without signals, the end of its input says the same.
            if (!await Signals.TerminateAsync(_process)) _process.StandardInput.Close();
            try
            {
                await _exited.WaitAsync(patience, time);
            }
            catch (TimeoutException)
            {
                Kill();
            }
        }

        await _exited;
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended between the question and the signal.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_exited.IsCompleted) Kill();
        await _exited;
        try
        {
            // Its own children could hold the pipes open.
            await _output.WaitAsync(TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is TimeoutException or IOException or ObjectDisposedException)
        {
            // What it still had to say is lost.
        }

        _process.Dispose();
        File.Delete(Socket);
    }
}
