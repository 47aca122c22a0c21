using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Llama)]
    public static partial nint llama_init_from_model(ModelHandle model, ContextParams parameters);

    [LibraryImport(Llama)]
    public static partial void llama_free(nint context);

    /// <summary>Null for encoders.</summary>
    [LibraryImport(Llama)]
    public static partial nint llama_get_memory(ContextHandle context);

    [LibraryImport(Llama)]
    public static partial uint llama_n_ctx(ContextHandle context);

    [LibraryImport(Llama)]
    public static partial uint llama_n_batch(ContextHandle context);

    [LibraryImport(Llama)]
    public static partial uint llama_n_ubatch(ContextHandle context);

    [LibraryImport(Llama)]
    public static partial int llama_pooling_type(ContextHandle context);

    [LibraryImport(Llama)]
    public static partial BatchData llama_batch_init(int tokens, int embedding, int maxSequences);

    [LibraryImport(Llama)]
    public static partial void llama_batch_free(BatchData batch);

    [LibraryImport(Llama)]
    public static partial int llama_decode(ContextHandle context, BatchData batch);

    [LibraryImport(Llama)]
    public static partial int llama_encode(ContextHandle context, BatchData batch);

    [LibraryImport(Llama)]
    public static partial float* llama_get_logits_ith(ContextHandle context, int row);

    /// <summary>Null when the context pools nothing.</summary>
    [LibraryImport(Llama)]
    public static partial float* llama_get_embeddings_seq(ContextHandle context, int sequence);

    [LibraryImport(Llama)]
    public static partial int llama_set_adapters_lora(ContextHandle context, nint* adapters, nuint count, float* scales);

    [LibraryImport(Llama)]
    public static partial void llama_memory_clear(nint memory, [MarshalAs(UnmanagedType.U1)] bool data);

    [LibraryImport(Llama)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_memory_seq_rm(nint memory, int sequence, int from, int to);

    [LibraryImport(Llama)]
    public static partial void llama_memory_seq_cp(nint memory, int source, int target, int from, int to);

    [LibraryImport(Llama)]
    public static partial int llama_memory_seq_pos_min(nint memory, int sequence);

    [LibraryImport(Llama)]
    public static partial int llama_memory_seq_pos_max(nint memory, int sequence);
}
