using RagDocs.Generation.Models;
using RagDocs.Generation.Prompts;

namespace RagDocs.Generation.Llama.Gguf;

/// <summary>How an encoder makes one vector of a text; numbered as in llama.cpp.</summary>
public enum ModelPooling
{
    None = 0,
    Mean = 1,
    Cls = 2,
    Last = 3,

    /// <summary>A classification head gives a score instead of a vector.</summary>
    Rank = 4,
}

/// <summary>What a model file says about itself, checked.</summary>
/// <param name="Architecture">llama.cpp's word for the family: "llama" (also Mistral and Mixtral), "qwen2", "bert" …</param>
/// <param name="Name">For people, as the publisher wrote it; may be null.</param>
/// <param name="Quantization">For example "Q4_K_M".</param>
/// <param name="Parameters">Weights in all tensors.</param>
/// <param name="ContextTokens">The longest context it was trained for.</param>
/// <param name="EmbeddingLength">Numbers in a vector.</param>
/// <param name="HeadLength">Numbers in a key of one head.</param>
/// <param name="HasKnownChatTemplate">It brings a chat template of a family that llama.cpp recognises.</param>
/// <param name="KvBytesPerToken">Memory that one token of context takes, keys and values as 16-bit floats; 0 for encoders.</param>
/// <param name="ActiveBytes">
/// Weights read to write one token: everything but the embedding table (one row of it), and of the experts only those used.
/// </param>
/// <param name="FileBytes">Size of the file.</param>
public sealed record GgufModelInfo(
    ModelKind Kind, string Architecture, string? Name, string Quantization, long Parameters, int ContextTokens, int EmbeddingLength, int Layers,
    int Heads, int KvHeads, int HeadLength, ModelPooling Pooling, int VocabularySize, bool HasChatTemplate, bool HasKnownChatTemplate, long KvBytesPerToken, long ActiveBytes,
    long FileBytes)
{
    /// <summary>What its own chat template wants; null without one that is known.</summary>
    public PromptStyle? TemplateStyle { get; init; }

    /// <summary>Reads the header only: milliseconds, also for a large file.</summary>
    /// <exception cref="ModelFileException">The file is no model that the engine may load.</exception>
    public static GgufModelInfo Read(string path) => GgufModelReader.Read(GgufHeader.Read(path));
}
