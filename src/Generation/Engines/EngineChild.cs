using System.ComponentModel;
using System.Diagnostics;

namespace RagDocs.Generation.Engines;

/// <summary>
/// One engine process. It ends with us whatever happens: its standard input is a pipe that we hold, and its end tells the engine that we are
/// gone. Its end, its output and its memory are watched from here.
/// </summary>
internal sealed class EngineChild : IAsyncDisposable
{
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
        return new EngineChild(Process.Start(EngineLauncher.Prepare(command, arguments))!, socket, log);
    }

    /// <summary>Asks it to end its answers and then itself; ends it by force when it takes longer than that.</summary>
    public async Task StopAsync(TimeSpan patience, TimeProvider time)
    {
        if (!_exited.IsCompleted)
        {
            try
            {
                // Without signals, the end of its input says the same.
                if (!await Signals.TerminateAsync(_process)) _process.StandardInput.Close();
                await _exited.WaitAsync(patience, time);
            }
            catch (Exception e) when (e is TimeoutException or Win32Exception or IOException)
            {
                // It takes too long, or the system has nothing left to ask it with.
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
        try
        {
            File.Delete(Socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system swept its temporary folder: the socket is gone with it.
        }
    }
}
