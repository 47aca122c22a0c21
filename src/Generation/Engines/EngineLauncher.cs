using System.Diagnostics;

namespace RagDocs.Generation.Engines;

/// <summary>How an engine process is started: nothing of the service's environment, nothing that reaches only the service's terminal.</summary>
internal static class EngineLauncher
{
    // The shell prepares itself and then becomes the engine; paths and arguments are positional parameters, never interpreted.
    // Ctrl+C and a closed terminal reach the whole group of processes: the engine must live on until the service has ended its answers.
    // No core dump, which would hold documents. When memory runs out, the system shall end the engine and not the service.
    private const string Launcher =
        "trap '' INT HUP; ulimit -c 0; { echo 500 > /proc/$$/oom_score_adj; } 2>/dev/null; exec \"$@\"";

    public static ProcessStartInfo Prepare(EngineCommand command, IReadOnlyList<string> arguments)
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
        return start;
    }
}
