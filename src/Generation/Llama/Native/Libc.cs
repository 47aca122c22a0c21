using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

/// <summary>The few calls of the C library that .NET has no door to. Nothing happens on Windows.</summary>
internal static partial class Libc
{
    /// <summary>Id of the process that started this one; of another once that has ended. 0 where there is none to ask for.</summary>
    public static int ParentProcessId() => OperatingSystem.IsWindows() ? 0 : GetParentProcessId();

    /// <summary>Ends the process without destructors: they wait for native threads that may hang.</summary>
    public static void ExitNow(int code)
    {
        if (!OperatingSystem.IsWindows()) Exit(code);
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
