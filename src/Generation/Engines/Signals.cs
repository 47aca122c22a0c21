using System.Diagnostics;
using System.Globalization;

namespace RagDocs.Generation.Engines;

/// <summary>.NET can only kill a process; an engine is to end its answers first. The shell, which started it, knows how to ask.</summary>
internal static class Signals
{
    /// <summary>Asks a child to end (SIGTERM); false where the system knows no signals.</summary>
    public static async Task<bool> TerminateAsync(Process child)
    {
        if (OperatingSystem.IsWindows()) return false;
        // The number of a child that nobody has waited for yet cannot have been given to another process.
        if (child.HasExited) return true;
        var number = child.Id.ToString(CultureInfo.InvariantCulture);
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "kill -TERM \"$1\" 2>/dev/null", "sh", number }, UseShellExecute = false, WorkingDirectory = "/",
        })!;
        await shell.WaitForExitAsync();
        return true;
    }
}
