namespace RagDocs.Generation.Llama.Gguf;

/// <summary>
/// What a header may be at most. Real files stay far below: the largest vocabularies have 262,144 tokens and make headers of about 12 MB;
/// llama.cpp itself stops at 512 layers and 1,024 experts, and its names at 63 bytes.
/// </summary>
internal static class GgufLimits
{
    public const long HeaderBytes = 64L << 20;
    public const int Entries = 4096;
    public const int Tensors = 16_384;
    public const int KeyBytes = 256;
    public const int TensorNameBytes = 63;
    public const int TextBytes = 1 << 20;
    public const int AllTextBytes = 8 << 20;
    public const int KeptNumbers = 65_536;
    public const int Tokens = 1 << 20;
    public const int Dimensions = 4;
    public const uint Alignment = 1 << 20;
    public const int Layers = 512;
    public const int Experts = 1024;
    public const int Heads = 4096;
    public const int EmbeddingLength = 1 << 18;
    public const int ContextLength = 1 << 26;
}
