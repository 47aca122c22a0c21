using System.Diagnostics;
using RagDocs.Ingest.Processes;

namespace RagDocs.Ingest.Tests.Processes;

public sealed class ChildProcessTests
{
    private static readonly ProcessLimits Limits = new()
    {
        Time = TimeSpan.FromSeconds(20), Silence = TimeSpan.FromSeconds(20), CpuSeconds = 20, MemoryMegabytes = 512, OutputBytes = 1 << 20, ErrorBytes = 1 << 20,
    };

    [Fact]
    public async Task OutputErrorsAndExitCodeComeBack()
    {
        var output = "";

        var outcome = await Shell("echo out; echo err >&2; exit 3", Limits, s => output = new StreamReader(s).ReadToEnd());

        Assert.Equal(("out\n", "err\n", 3), (output, outcome.Errors, outcome.ExitCode));
    }

    [Fact]
    public async Task ArgumentsAreNeverInterpreted()
    {
        var output = "";

        await ChildProcess.RunAsync("/bin/echo", ["$(id)", "; ls", "a  b"], Limits, s => output = new StreamReader(s).ReadToEnd(), CancellationToken.None);

        Assert.Equal("$(id) ; ls a  b\n", output);
    }

    [Fact]
    public async Task TheEnvironmentIsEmptyAndFilesCannotBeWritten()
    {
        var output = "";

        var outcome = await Shell("env | cut -d= -f1 | sort; echo x > /tmp/ragdocs-must-not-exist", Limits, s => output = new StreamReader(s).ReadToEnd());

        Assert.DoesNotContain("HOME", output, StringComparison.Ordinal);
        Assert.DoesNotContain("DOTNET", output, StringComparison.Ordinal);
        Assert.NotEqual(0, outcome.ExitCode);
    }

    [Fact]
    public async Task SilenceEndsTheProcessAndItsChildren()
    {
        var e = await Assert.ThrowsAsync<ProcessLimitException>(() => Shell("sleep 300 & sleep 300", Limits with { Silence = TimeSpan.FromMilliseconds(300) }));

        Assert.Contains("nothing came out", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkWithoutOutputEndsTheProcess()
    {
        var e = await Assert.ThrowsAsync<ProcessLimitException>(() => Shell("echo first; while :; do :; done", Limits with { SilentWork = TimeSpan.FromMilliseconds(300) }));

        Assert.Contains("0.3 s of processor time", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitingIsNoWork()
    {
        var outcome = await Shell("sleep 2", Limits with { SilentWork = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task TooMuchOutputEndsTheProcess()
    {
        var e = await Assert.ThrowsAsync<ProcessLimitException>(() => Shell("exec yes", Limits));

        Assert.Contains("1 MB of output", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyErrorsEndTheProcess()
    {
        var e = await Assert.ThrowsAsync<ProcessLimitException>(() => Shell("exec yes >&2", Limits));

        Assert.Contains("1 MB of errors", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheKernelHoldsTheMemoryLimit()
    {
        var outcome = await Shell("head -c 300m /dev/zero | tail", Limits with { MemoryMegabytes = 64 });

        Assert.NotEqual(0, outcome.ExitCode);
    }

    [Fact]
    public async Task CancellingEndsTheProcess()
    {
        using var cancel = new CancellationTokenSource();
        var id = 0;

        var run = ChildProcess.RunAsync("/bin/sh", ["-c", "echo $$; exec sleep 300"], Limits, Read, cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));

        void Read(Stream output)
        {
            using var reader = new StreamReader(output);
            id = int.Parse(reader.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
            cancel.Cancel();
            reader.ReadToEnd();
        }
    }

    [Fact]
    public async Task CancellingEndsWhatTheProcessHasLetGoOf()
    {
        using var cancel = new CancellationTokenSource();
        var ids = new List<int>();

        // The inner shell ends at once: its sleep is an orphan that holds the output open.
        var run = ChildProcess.RunAsync("/bin/sh", ["-c", "(sleep 300 & echo $!); echo $$; exec sleep 300"], Limits, Read, cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Equal(2, ids.Count);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (ids.Exists(IsAlive)) await Task.Delay(20, patience.Token);

        void Read(Stream output)
        {
            using var reader = new StreamReader(output);
            for (var i = 0; i < 2; i++) ids.Add(int.Parse(reader.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture));
            cancel.Cancel();
            reader.ReadToEnd();
        }
    }

    // A process that ended but that nobody has asked about is none any more.
    private static bool IsAlive(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static Task<ProcessOutcome> Shell(string script, ProcessLimits limits, Action<Stream>? read = null) =>
        ChildProcess.RunAsync("/bin/sh", ["-c", script], limits, read ?? (s => s.CopyTo(Stream.Null)), TestContext.Current.CancellationToken);
}
