using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint llama_model_load_from_file(string path, ModelParams parameters);

    [LibraryImport(Llama)]
    public static partial void llama_model_free(nint model);

    /// <summary>The vocabulary belongs to the model and lives as long.</summary>
    [LibraryImport(Llama)]
    public static partial nint llama_model_get_vocab(ModelHandle model);

    [LibraryImport(Llama)]
    public static partial int llama_model_n_embd(ModelHandle model);

    [LibraryImport(Llama)]
    public static partial int llama_model_n_embd_out(ModelHandle model);

    [LibraryImport(Llama)]
    public static partial int llama_model_n_ctx_train(ModelHandle model);

    [LibraryImport(Llama)]
    public static partial uint llama_model_n_cls_out(ModelHandle model);

    [LibraryImport(Llama)]
    public static partial ulong llama_model_size(ModelHandle model);

    [LibraryImport(Llama)]
    public static partial ulong llama_model_n_params(ModelHandle model);

    [LibraryImport(Llama)]
    public static partial int llama_model_desc(ModelHandle model, byte* buffer, nuint capacity);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int llama_model_meta_val_str(ModelHandle model, string key, byte* buffer, nuint capacity);

    /// <summary>Null when the file has none.</summary>
    [LibraryImport(Llama)]
    public static partial byte* llama_model_chat_template(ModelHandle model, byte* name);

    /// <summary>Bytes needed, or negative for a template that llama.cpp does not know.</summary>
    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int llama_chat_apply_template(
        string template, ChatMessageData* messages, nuint count, [MarshalAs(UnmanagedType.U1)] bool addAssistant, byte* buffer, int capacity);

    [LibraryImport(Llama, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint llama_adapter_lora_init(ModelHandle model, string path);

    [LibraryImport(Llama)]
    public static partial void llama_adapter_lora_free(nint adapter);
}
