using System.Reflection;
using System.Runtime.InteropServices;

namespace RagDocs.Generation.Engines;

/// <summary>The program that is started as engine.</summary>
/// <param name="Program">A full path, or a name that is looked up on PATH.</param>
/// <param name="Arguments">What stands before <c>engine</c>.</param>
public sealed record EngineCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>This program once more: its own executable, or the dotnet host with its assembly.</summary>
    /// <param name="program">The assembly whose <c>Main</c> knows the command <c>engine</c>.</param>
    public static EngineCommand For(Assembly program)
    {
        var running = Environment.ProcessPath;
        var name = program.GetName().Name!;
        // Empty when everything is one file: then the running file is the program.
        var assembly = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        if (running is not null && (!File.Exists(assembly) || Path.GetFileNameWithoutExtension(running) == name)) return new EngineCommand(running, []);
        return new EngineCommand(Host(running), [assembly]);
    }

    private static string Host(string? running)
    {
        if (running is not null && Path.GetFileNameWithoutExtension(running) == "dotnet") return running;
        // A runtime lies in <host's folder>/shared/Microsoft.NETCore.App/<version>.
        var host = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", host));
        return File.Exists(beside) ? beside : host;
    }
}
