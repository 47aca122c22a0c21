using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// llama.cpp in this process: found beside the program, compared with the version this code was written for, loaded once. Only the
/// engine process (and tests) call it.
/// </summary>
internal static unsafe class LlamaLibrary
{
    /// <summary>The release the struct layouts and signatures belong to; see docs/decisions/0006.</summary>
    public const string Version = "0.4.0";

    private static readonly Lazy<bool> Loaded = new(LoadOnce);

    /// <summary>Where the build puts the libraries.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "native", "llama");

    /// <exception cref="LlamaException">The libraries are missing, of another version, or the environment would plant a foreign one.</exception>
    public static void Load() => _ = Loaded.Value;

    /// <summary>The one file that matches; the release is part of the name and must stay there.</summary>
    internal static string Find(string folder, string library)
    {
        var (prefix, ending) = OperatingSystem.IsWindows() ? ("", ".dll") : OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        var found = Directory.Exists(folder)
            ? Directory.GetFiles(folder, $"{prefix}{library}*.v*{ending}").Where(f => !Path.GetFileName(f).Contains("common", StringComparison.Ordinal)).ToList()
            : [];
        if (found.Count == 1) return found[0];
        var what = found.Count == 0 ? "is missing" : $"is there {found.Count} times";
        throw new LlamaException($"The native library {prefix}{library} {what} in {folder}. Install the program again, or build it with npm at hand; "
            + "do not rename or move these files.");
    }

    private static bool LoadOnce()
    {
        if (Environment.GetEnvironmentVariable("GGML_BACKEND_PATH") is { Length: > 0 } planted)
        {
            throw new LlamaException($"GGML_BACKEND_PATH is set to \"{planted}\": native code from there would be loaded. Remove the variable, then start again.");
        }

        // An abort in native code would otherwise start a debugger for a backtrace; .NET's own variables do not reach native code.
        if (!OperatingSystem.IsWindows()) _ = NativeMethods.SetEnvironment("GGML_NO_BACKTRACE", "1", 1);
        NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, Resolve);
        NativeMethods.llama_log_set(&LlamaLog.Receive, null);
        var version = Marshal.PtrToStringUTF8((nint)NativeMethods.llama_version()) ?? "";
        if (!version.StartsWith(Version, StringComparison.Ordinal))
        {
            throw new LlamaException($"llama.cpp {version} was found in {Folder}, but this program is made for {Version}. Install the program again.");
        }

        CheckLayouts(NativeMethods.llama_model_default_params(), NativeMethods.llama_context_default_params(), NativeMethods.llama_sampler_chain_default_params());
        // Never without a folder: ggml would then search the current directory too.
        NativeMethods.ggml_backend_load_all_from_path(Folder);
        if (NativeMethods.ggml_backend_dev_count() == 0)
        {
            throw new LlamaException($"llama.cpp found no code for this processor in {Folder}. Install the program again.");
        }

        NativeMethods.llama_backend_init();
        return true;
    }

    /// <summary>A wrong layout would corrupt memory silently: sizes and defaults far apart in the structs are compared first.</summary>
    internal static void CheckLayouts(ModelParams model, ContextParams context, SamplerChainParams chain)
    {
        var right = Unsafe.SizeOf<ModelParams>() == 80 && Unsafe.SizeOf<ContextParams>() == 160 && Unsafe.SizeOf<BatchData>() == 56
            && Unsafe.SizeOf<TokenData>() == 12 && Unsafe.SizeOf<TokenDataArray>() == 32 && Unsafe.SizeOf<SamplerChainParams>() == 1
            && model is { GpuLayers: -1, LoadMode: -1, UseExtraBuffers: 1, CheckTensors: 0, NoAlloc: 0 }
            && context is { ContextTokens: 512, BatchTokens: 2048, MicroBatchTokens: 512, Pooling: -1, KeyType: 1, ValueType: 1, NoPerf: 1, UnifiedKv: 0 }
            && chain.NoPerf == 1;
        if (!right) throw new LlamaException($"llama.cpp in {Folder} has other structures than version {Version}. Install the program again.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => name switch
    {
        // ggml comes with llama: their search path is their own folder.
        NativeMethods.Llama or NativeMethods.Ggml => NativeLibrary.Load(Find(Folder, name)),
        _ => 0,
    };
}
