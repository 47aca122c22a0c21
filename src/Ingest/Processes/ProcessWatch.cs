using System.ComponentModel;
using System.Diagnostics;

namespace RagDocs.Ingest.Processes;

/// <summary>Ends a process that takes too long or falls silent, and remembers which limit it passed. Safe from any thread.</summary>
internal sealed class ProcessWatch : IDisposable
{
    private readonly Process _process;
    private readonly ProcessLimits _limits;
    private readonly Timer _timer;
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private long _lastOutput;
    private long _workBegan;
    private TimeSpan _workBefore;
    private string? _passed;

    public ProcessWatch(Process process, ProcessLimits limits)
    {
        _process = process;
        _limits = limits;
        _lastOutput = _started;
        var shortest = new[] { limits.Time, limits.Silence, limits.SilentWork ?? limits.Silence }.Min();
        var interval = TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 4, 10, 1000));
        _timer = new Timer(_ => Look(), null, interval, interval);
    }

    /// <summary>The first limit that was passed, in words; null while all is well.</summary>
    public string? Passed => Volatile.Read(ref _passed);

    /// <summary>Output arrived.</summary>
    public void Heard() => Volatile.Write(ref _lastOutput, TimeProvider.System.GetTimestamp());

    /// <summary>Notes a passed limit and ends the process.</summary>
    public void Pass(string limit)
    {
        if (Interlocked.CompareExchange(ref _passed, limit, null) is null) ChildProcess.Kill(_process);
    }

    public void ThrowIfPassed()
    {
        if (Passed is { } limit) throw new ProcessLimitException(limit);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (TimeProvider.System.GetElapsedTime(_started) > _limits.Time) Pass($"it took longer than {_limits.Time.TotalSeconds:0.#} s");
        else if (TimeProvider.System.GetElapsedTime(Volatile.Read(ref _lastOutput)) > _limits.Silence) Pass($"nothing came out of it for {_limits.Silence.TotalSeconds:0.#} s");
        else if (_limits.SilentWork is { } most && SilentWork() > most) Pass($"nothing came out of it in {most.TotalSeconds:0.#} s of processor time");
    }

    /// <summary>Processor time since the first look after the last output: short by at most the time between two looks.</summary>
    private TimeSpan SilentWork()
    {
        try
        {
            var (work, heard) = (_process.TotalProcessorTime, Volatile.Read(ref _lastOutput));
            if (heard != _workBegan) (_workBegan, _workBefore) = (heard, heard == _started ? TimeSpan.Zero : work);
            return work - _workBefore;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended.
            return TimeSpan.Zero;
        }
    }
}
