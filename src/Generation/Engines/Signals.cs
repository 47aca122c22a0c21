using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RagDocs.Generation.Engines;

/// <summary>.NET can only kill; an engine is to end its answers first.</summary>
internal static partial class Signals
{
    private const int Sigterm = 15;

    /// <summary>Asks a process to end; false where the system knows no signals.</summary>
    public static bool Terminate(Process process)
    {
        if (OperatingSystem.IsWindows()) return false;
        // Its own child and not yet waited for: the number cannot have been given to another process.
        if (!process.HasExited) _ = Kill(process.Id, Sigterm);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
