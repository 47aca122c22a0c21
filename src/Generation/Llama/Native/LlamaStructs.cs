using System.Runtime.InteropServices;

namespace RagDocs.Generation.Llama.Native;

// Layouts of llama.h at the pinned version, 64 bit. LlamaLibrary compares sizes and known defaults with the library at start.

/// <summary><c>llama_model_params</c>, 80 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ModelParams
{
    public nint Devices;
    public nint TensorBufferOverrides;
    public int GpuLayers;
    public int SplitMode;
    public int LoadMode;
    public int LazyMode;
    public int MainGpu;
    public nint TensorSplit;
    public nint ProgressCallback;
    public nint ProgressCallbackData;
    public nint KeyValueOverrides;
    public byte VocabularyOnly;
    public byte CheckTensors;
    public byte UseExtraBuffers;
    public byte NoHost;
    public byte NoAlloc;
    public byte LoadMtp;
}

/// <summary><c>llama_context_params</c>, 160 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ContextParams
{
    public uint ContextTokens;
    public uint BatchTokens;
    public uint MicroBatchTokens;
    public uint MaxSequences;
    public uint RecurrentSnapshots;
    public uint MaxOutputs;
    public uint MaxOutputsPerSequence;
    public int Threads;
    public int BatchThreads;
    public int ContextType;
    public int RopeScaling;
    public int Pooling;
    public int Attention;
    public int FlashAttention;
    public float RopeFrequencyBase;
    public float RopeFrequencyScale;
    public float YarnExtrapolation;
    public float YarnAttention;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragThreshold;
    public nint EvalCallback;
    public nint EvalCallbackData;
    public int KeyType;
    public int ValueType;
    public nint AbortCallback;
    public nint AbortCallbackData;
    public byte Embeddings;
    public byte OffloadKv;
    public byte NoPerf;
    public byte OffloadOps;
    public byte SlidingWindowFull;
    public byte UnifiedKv;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}

/// <summary><c>llama_batch</c>, 56 bytes: arrays of <see cref="TokenCount"/> entries.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BatchData
{
    public int TokenCount;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;
    public sbyte* Logits;
}

/// <summary><c>llama_token_data</c>, 12 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TokenData
{
    public int Id;
    public float Logit;
    public float Probability;
}

/// <summary><c>llama_token_data_array</c>, 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TokenDataArray
{
    public TokenData* Data;
    public nuint Size;
    public long Selected;
    public byte Sorted;
}

/// <summary><c>llama_chat_message</c>: two UTF-8 strings.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ChatMessageData
{
    public byte* Role;
    public byte* Content;
}

/// <summary><c>llama_sampler_chain_params</c>, 1 byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SamplerChainParams
{
    public byte NoPerf;
}
