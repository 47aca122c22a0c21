using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RagDocs.Ingest.Processes;

/// <summary>
/// Runs a program on untrusted input: its output is read from the pipe and never stored, its environment is next to empty, it can write
/// no file unless its limits allow that, and when it passes a limit or the caller cancels, it and everything it started are killed.
/// </summary>
internal static class ChildProcess
{
    private const int KeptErrors = 16 * 1024;
    private const string LanguageData = "TESSDATA_PREFIX";

    // POSIX: ulimit -f counts blocks of 512 bytes.
    private const long FileBlocksPerMegabyte = 2048;

    // The shell sets the kernel's limits on itself and then becomes the program, so that the limits hold from its first instruction
    // and the process id stays the same. Paths and arguments are positional parameters: the shell never interprets them.
    // -v memory and -t processor time; -f size of files, 0 for none; -c 0 no core dump. setsid makes it the head of a process group of its own.
    private const string Launcher =
        "ulimit -v \"$1\" && ulimit -t \"$2\" && ulimit -f \"$3\" && ulimit -c 0 && shift 3 && "
        + "if command -v setsid >/dev/null; then exec setsid \"$@\"; else exec \"$@\"; fi";

    // The shell's own kill: a process group cannot be ended from here without native code.
    private const string KillGroup = "kill -s KILL -- \"-$1\"";

    /// <summary>Runs a program to its end while <paramref name="readOutput"/> reads its standard output on a thread of its own.</summary>
    /// <param name="program">Full path.</param>
    /// <exception cref="ProcessLimitException">A limit was passed; the process has been ended.</exception>
    public static Task<ProcessOutcome> RunAsync(
        string program, IReadOnlyList<string> arguments, ProcessLimits limits, Action<Stream> readOutput, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, limits, ReadOnlyMemory<byte>.Empty, readOutput, cancellationToken);

    /// <summary>As above, with something on its standard input.</summary>
    public static async Task<ProcessOutcome> RunAsync(
        string program, IReadOnlyList<string> arguments, ProcessLimits limits, ReadOnlyMemory<byte> input, Action<Stream> readOutput,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo(program, arguments, limits) };
        process.Start();
        var ended = false;
        using var watch = new ProcessWatch(process, limits);
        await using var registration = cancellationToken.Register(() => Kill(process));
        var writing = Task.Run(() => WriteInput(process.StandardInput.BaseStream, input), CancellationToken.None);
        var errors = Task.Run(() => ReadErrors(process.StandardError.BaseStream, watch, limits.ErrorBytes), CancellationToken.None);
        try
        {
            await Task.Run(() => readOutput(new WatchedStream(process.StandardOutput.BaseStream, watch, limits.OutputBytes)), CancellationToken.None);
            await process.WaitForExitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            watch.ThrowIfPassed();
            ended = process.ExitCode == 0;
            return new ProcessOutcome(process.ExitCode, await errors);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested || watch.Passed is not null)
        {
            // The reader met the end of a killed process's output; what counts is why it was killed.
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProcessLimitException(watch.Passed!);
        }
        finally
        {
            KillTree(process);
            if (!ended) await KillGroupAsync(process.Id);
            await errors;
            await writing;
        }
    }

    /// <summary>Ends the process and all it started, also what it has let go of; harmless when it has ended.</summary>
    public static void Kill(Process process)
    {
        KillTree(process);
        // Such a grandchild is no child of its any more but still of its group, and may hold the output open for whoever reads it.
        _ = KillGroupAsync(process.Id);
    }

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended between the question and the signal.
        }
    }

    private static async Task KillGroupAsync(int leader)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/",
            ArgumentList = { "-c", KillGroup, "sh", leader.ToString(CultureInfo.InvariantCulture) },
        });
        if (kill is not null) await kill.WaitForExitAsync(CancellationToken.None);
    }

    private static ProcessStartInfo StartInfo(string program, IReadOnlyList<string> arguments, ProcessLimits limits)
    {
        var kilobytes = limits.MemoryMegabytes * 1024L;
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
            ArgumentList =
            {
                "-c", Launcher, "sh",
                kilobytes.ToString(CultureInfo.InvariantCulture), limits.CpuSeconds.ToString(CultureInfo.InvariantCulture),
                (limits.FileMegabytes * FileBlocksPerMegabyte).ToString(CultureInfo.InvariantCulture), program,
            },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        // Tesseract's own threads make one page seven times slower on a busy machine; pages side by side use the cores better.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        if (Environment.GetEnvironmentVariable(LanguageData) is { Length: > 0 } data) start.Environment[LanguageData] = data;
        if (limits.Folder is { } folder) start.Environment["HOME"] = start.Environment["TMPDIR"] = folder;
        return start;
    }

    private static void WriteInput(Stream stream, ReadOnlyMemory<byte> input)
    {
        try
        {
            using (stream) stream.Write(input.Span);
        }
        catch (IOException)
        {
            // The program ended before it had read everything; how it ended says why.
        }
    }

    private static string ReadErrors(Stream errors, ProcessWatch watch, long limit)
    {
        var kept = new byte[KeptErrors];
        var length = 0;
        var buffer = new byte[16 * 1024];
        long total = 0;
        int read;
        while ((read = errors.Read(buffer)) > 0)
        {
            var keep = Math.Min(read, kept.Length - length);
            buffer.AsSpan(0, keep).CopyTo(kept.AsSpan(length));
            length += keep;
            total += read;
            if (total > limit) watch.Pass($"it reported more than {limit / (1024 * 1024)} MB of errors");
        }

        return Encoding.UTF8.GetString(kept, 0, length);
    }
}
