using System.Diagnostics;

namespace RagDocs.Web.Cli.Models;

/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Reason">Why it did not work, for people; null when it did.</param>
internal sealed record ProgramRun(string Output, string? Reason)
{
    public bool Works => Reason is null;
}

/// <summary>Runs a command of this program as a child process.</summary>
internal static class OwnProgram
{
    private const int LongestOutput = 4000;

    public static async Task<ProgramRun> RunAsync(IEnumerable<string> arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(arguments)) ?? throw new InvalidOperationException("The program could not start itself.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = Short(await process.StandardOutput.ReadToEndAsync(patience.Token));
            var reason = Short(await errors);
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode == 0) return new ProgramRun(output, null);
            return new ProgramRun(output, $"{(reason.Length > 0 ? reason : "the engine said nothing")} (exit code {process.ExitCode})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProgramRun("", $"it was not ready after {timeout.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The program does not know where it lies.");
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Started as `dotnet ragdocs.dll`, the process is dotnet's.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(OwnProgram).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // A debugger that an abort calls would outlast the time limit.
        start.Environment["GGML_NO_BACKTRACE"] = "1";
        return start;
    }

    private static string Short(string text) => text.Length <= LongestOutput ? text.Trim() : text[^LongestOutput..].Trim();
}
