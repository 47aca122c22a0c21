using System.Globalization;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Engines;

/// <summary>What an engine process is started with.</summary>
internal static class EngineArguments
{
    // All a .NET program and its GPU libraries need; keys, connection strings and proxies of the service are none of the engine's business.
    private static readonly string[] KeptVariables =
    [
        "PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "DOTNET_ROOT", "DOTNET_GCHeapHardLimit", "DOTNET_EnableDiagnostics", "LD_LIBRARY_PATH",
        "CUDA_VISIBLE_DEVICES", "GGML_VK_VISIBLE_DEVICES", "SystemRoot", "TEMP", "USERPROFILE",
    ];

    public static IReadOnlyList<string> For(InstalledModel model, string socket, EngineProcessOptions options)
    {
        List<string> arguments = ["engine", "--model", model.Path, "--socket", socket, "--die-with-parent"];
        Add("--template", model.Template);
        Add("--context", options.ContextTokens);
        Add("--parallel", options.Parallel);
        Add("--threads", options.Threads);
        Add("--queue", options.QueueLength);
        Add("--max-memory", options.MaxMemory);
        if (model.Kind == ModelKind.Chat)
        {
            foreach (var adapter in options.Lora) Add("--lora", adapter);
        }

        return arguments;

        void Add(string name, IConvertible? value)
        {
            if (value is not null) arguments.AddRange([name, value.ToString(CultureInfo.InvariantCulture)]);
        }
    }

    /// <summary>Replaces what a child would inherit.</summary>
    public static void Reduce(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Except(KeptVariables).ToList()) environment.Remove(name);
        // A native abort would start a debugger on the dying process; GGML_BACKEND_PATH, which loads any library, is not kept.
        environment["GGML_NO_BACKTRACE"] = "1";
        // Weights in huge pages where the system gives them on request: reading gains about 5 %, writing 10 %. glibc looks at this once, at the start.
        environment["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1";
        environment["DOTNET_NOLOGO"] = "1";
    }
}
