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

    public static IReadOnlyList<string> For(InstalledModel model, string socket, EngineProcessOptions options) =>
    [
        "engine", "--model", model.Path, "--socket", socket, "--die-with-parent", .. Shared(model, options),
        .. Option("--queue", options.QueueLength), .. Option("--max-memory", options.MaxMemory),
    ];

    /// <summary>A trial is run as the model would be.</summary>
    public static IReadOnlyList<string> ForTrial(InstalledModel model, EngineProcessOptions options) =>
        ["engine", "--check", "--model", model.Path, "--die-with-parent", .. Shared(model, options)];

    private static IEnumerable<string> Shared(InstalledModel model, EngineProcessOptions options) =>
    [
        .. Option("--template", model.Template), .. Option("--context", options.ContextTokens), .. Option("--parallel", options.Parallel),
        .. Option("--threads", options.Threads), .. model.Kind == ModelKind.Chat ? options.Lora.SelectMany(adapter => Option("--lora", adapter)) : [],
    ];

    private static string[] Option(string name, IConvertible? value) => value is null ? [] : [name, value.ToString(CultureInfo.InvariantCulture)];

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
