using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

/// <summary>llama.cpp's C interface (llama.h, ggml-backend.h) as far as it is used. Signatures belong to the pinned version.</summary>
internal static unsafe partial class NativeMethods
{
    public const string Llama = "llama";
    public const string Ggml = "ggml";

    [LibraryImport(Ggml, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void ggml_backend_load_all_from_path(string folder);

    [LibraryImport(Ggml)]
    public static partial nuint ggml_backend_dev_count();

    [LibraryImport(Llama)]
    public static partial byte* llama_version();

    [LibraryImport(Llama)]
    public static partial byte* llama_print_system_info();

    [LibraryImport(Llama)]
    public static partial void llama_backend_init();

    [LibraryImport(Llama)]
    public static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* data);

    [LibraryImport(Llama)]
    public static partial ModelParams llama_model_default_params();

    [LibraryImport(Llama)]
    public static partial ContextParams llama_context_default_params();

    [LibraryImport(Llama)]
    public static partial SamplerChainParams llama_sampler_chain_default_params();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);
}
