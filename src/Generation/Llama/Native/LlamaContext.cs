using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

/// <summary>
/// The working memory of a model: cells of attention keys and values, shared by the sequences (one unified buffer, so that a common
/// prefix is stored once). One thread at a time; only <see cref="Abort"/> may come from another.
/// </summary>
internal sealed unsafe class LlamaContext : IDisposable
{
    private readonly ContextHandle _handle;
    private readonly nint _memory;
    private readonly int _sequences;
    // Pinned and collected like any object: who holds the context may set it at any time, also after its end.
    private readonly int[] _abort = GC.AllocateArray<int>(1, pinned: true);
    private readonly List<AdapterHandle> _adapters = [];
    private LlamaBatch? _last;
    private bool _disposed;

    /// <exception cref="LlamaException">Memory does not suffice, or the model cannot do what is asked.</exception>
    public LlamaContext(LlamaModel model, ContextSettings settings)
    {
        Model = model;
        _sequences = settings.Sequences;
        var parameters = NativeMethods.llama_context_default_params();
        parameters.ContextTokens = (uint)settings.ContextTokens;
        parameters.BatchTokens = parameters.MicroBatchTokens = (uint)settings.BatchTokens;
        parameters.MaxSequences = (uint)settings.Sequences;
        // Fewer than sequences would end the process.
        parameters.MaxOutputs = settings.Embeddings ? 0 : (uint)Math.Max(settings.Sequences, Math.Min(settings.Outputs, settings.BatchTokens));
        parameters.MaxOutputsPerSequence = 0;
        parameters.Threads = parameters.BatchThreads = settings.Threads;
        parameters.Embeddings = (byte)(settings.Embeddings ? 1 : 0);
        parameters.UnifiedKv = 1;
        parameters.AbortCallback = (nint)(delegate* unmanaged[Cdecl]<void*, byte>)&IsAborted;
        parameters.AbortCallbackData = (nint)Unsafe.AsPointer(ref _abort[0]);
        _ = LlamaLog.TakeErrors();
        var context = NativeMethods.llama_init_from_model(model.Handle, parameters);
        if (context == 0)
        {
            throw new LlamaException($"A context of {settings.ContextTokens} tokens could not be made for {model.Path}: {LlamaLog.TakeErrors()}. Ask for fewer tokens.");
        }

        _handle = new ContextHandle(context, model.Handle);
        _memory = NativeMethods.llama_get_memory(_handle);
        ContextTokens = (int)NativeMethods.llama_n_ctx(_handle);
        // The library lowers it by itself, and ends the process when more is sent.
        BatchTokens = (int)Math.Min(NativeMethods.llama_n_batch(_handle), NativeMethods.llama_n_ubatch(_handle));
        Outputs = settings.Embeddings ? BatchTokens : (int)parameters.MaxOutputs;
    }

    public LlamaModel Model { get; }

    /// <summary>Cells there are; rounded up by the library.</summary>
    public int ContextTokens { get; }

    /// <summary>Tokens in one step at most.</summary>
    public int BatchTokens { get; }

    /// <summary>Rows with logits in one step at most.</summary>
    public int Outputs { get; }

    /// <summary>Encoders keep nothing between steps.</summary>
    public bool HasMemory => _memory != 0;

    public LlamaBatch NewBatch() => new(BatchTokens, Model.TokenCount, _sequences);

    /// <summary>Computes the batch.</summary>
    /// <exception cref="LlamaException">The batch was refused or the computation failed; the context should not be used further.</exception>
    public DecodeStatus Decode(LlamaBatch batch)
    {
        Check(batch);
        _last = null;
        var result = HasMemory ? NativeMethods.llama_decode(_handle, batch.Data) : NativeMethods.llama_encode(_handle, batch.Data);
        if (result is < 0 or > 2) throw new LlamaException($"llama.cpp could not compute a step of {batch.Count} tokens ({result}): {LlamaLog.TakeErrors()}.");
        if (result == 0) _last = batch;
        return (DecodeStatus)result;
    }

    /// <summary>A number for each token of the vocabulary; valid until the next step.</summary>
    public ReadOnlySpan<float> Logits(int row)
    {
        if (_last is null || !_last.HasLogits(row)) throw new InvalidOperationException($"Row {row} of the last step has no logits.");
        var logits = NativeMethods.llama_get_logits_ith(_handle, row);
        if (logits is null) throw new LlamaException($"llama.cpp has no logits for row {row}.");
        return new ReadOnlySpan<float>(logits, Model.TokenCount);
    }

    /// <summary>The sequence's vector or scores, as the model pools them; valid until the next step.</summary>
    /// <param name="length"><see cref="LlamaModel.EmbeddingLength"/>, or <see cref="LlamaModel.ClassCount"/> for a reranker.</param>
    public ReadOnlySpan<float> Pooled(int sequence, int length)
    {
        CheckSequence(sequence);
        if (_last is null) throw new InvalidOperationException("Nothing was computed.");
        var values = NativeMethods.llama_get_embeddings_seq(_handle, sequence);
        if (values is null) throw new LlamaException($"{Model.Path} does not say how its words become one vector (pooling type). It is not an embedding model.");
        return new ReadOnlySpan<float>(values, length);
    }

    /// <summary>Forgets a sequence from a position on; everything from 0.</summary>
    public void RemoveTail(int sequence, int from)
    {
        CheckSequence(sequence);
        if (!HasMemory) return;
        if (!NativeMethods.llama_memory_seq_rm(_memory, sequence, from, -1)) throw new LlamaException($"{Model.Path} cannot forget a part of a text.");
    }

    /// <summary>Lets a second sequence share the cells of another's positions <paramref name="from"/> to <paramref name="to"/> - 1. Nothing is copied.</summary>
    public void CopySequence(int source, int target, int from, int to)
    {
        CheckSequence(source);
        CheckSequence(target);
        if (HasMemory && source != target) NativeMethods.llama_memory_seq_cp(_memory, source, target, from, to);
    }

    /// <summary>Forgets all sequences.</summary>
    public void Clear()
    {
        if (HasMemory) NativeMethods.llama_memory_clear(_memory, data: false);
    }

    /// <summary>
    /// The first position in memory; -1 for none. Not 0 when a model with a sliding window has used the cells of early tokens for other
    /// sequences: what is left can be continued, but not cut.
    /// </summary>
    public int FirstPosition(int sequence)
    {
        CheckSequence(sequence);
        return HasMemory ? NativeMethods.llama_memory_seq_pos_min(_memory, sequence) : -1;
    }

    /// <summary>The last position in memory; -1 for none.</summary>
    public int LastPosition(int sequence)
    {
        CheckSequence(sequence);
        return HasMemory ? NativeMethods.llama_memory_seq_pos_max(_memory, sequence) : -1;
    }

    /// <summary>Ends a running <see cref="Decode"/> soon, and every later one until <see cref="ClearAbort"/>. From any thread.</summary>
    public void Abort() => Volatile.Write(ref _abort[0], 1);

    public void ClearAbort() => Volatile.Write(ref _abort[0], 0);

    /// <summary>Uses exactly these adapters from now on.</summary>
    /// <exception cref="LlamaException">An adapter does not belong to this model or cannot be read.</exception>
    public void SetAdapters(IReadOnlyList<LoraAdapter> adapters)
    {
        var loaded = adapters.Select(Load).ToList();
        var pointers = loaded.Select(a => a.DangerousGetHandle()).ToArray();
        var scales = adapters.Select(a => a.Scale).ToArray();
        fixed (nint* handles = pointers)
        fixed (float* values = scales)
        {
            var result = NativeMethods.llama_set_adapters_lora(_handle, handles, (nuint)pointers.Length, values);
            if (result != 0) throw new LlamaException($"The LoRA adapters could not be used with {Model.Path} ({result}).");
        }

        foreach (var old in _adapters) old.Dispose();
        _adapters.Clear();
        _adapters.AddRange(loaded);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        // Adapters go before the context that uses them only after it let them go.
        _handle.Dispose();
        foreach (var adapter in _adapters) adapter.Dispose();
    }

    private AdapterHandle Load(LoraAdapter adapter)
    {
        _ = LlamaLog.TakeErrors();
        var loaded = NativeMethods.llama_adapter_lora_init(Model.Handle, adapter.Path);
        if (loaded == 0) throw new LlamaException($"The LoRA adapter {adapter.Path} could not be loaded for {Model.Path}: {LlamaLog.TakeErrors()}. It must be a GGUF made for this model.");
        return new AdapterHandle(loaded, Model.Handle);
    }

    private void Check(LlamaBatch batch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (batch.Count == 0) throw new InvalidOperationException("The batch is empty.");
        if (batch.Count > BatchTokens) throw new InvalidOperationException($"The batch has {batch.Count} tokens; the context takes {BatchTokens}.");
        var outputs = 0;
        for (var row = 0; row < batch.Count; row++)
        {
            if (batch.HasLogits(row)) outputs++;
            // An encoder reads its position table beyond the end.
            if (!HasMemory && batch.Data.Positions[row] >= Model.TrainedContext)
            {
                throw new InvalidOperationException($"Position {batch.Data.Positions[row]} is beyond the {Model.TrainedContext} that {Model.Path} knows.");
            }
        }

        if (outputs > Outputs) throw new InvalidOperationException($"{outputs} rows want logits; the context gives {Outputs}.");
    }

    private void CheckSequence(int sequence)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, _sequences);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsAborted(void* flag) => (byte)(Volatile.Read(ref *(int*)flag) == 0 ? 0 : 1);
}
