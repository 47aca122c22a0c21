namespace RagDocs.TestSupport.Gguf;

/// <summary>The sizes of a llama-family model.</summary>
public sealed record LlamaShape(
    int ContextLength, int Layers, int EmbeddingLength, int Heads, int KvHeads, int FeedForwardLength, int VocabularySize = TinyVocabulary.Size)
{
    /// <summary>About 620 MB as Q4_0: the shape of Llama 3.2 1B with a vocabulary of 32,000.</summary>
    public static LlamaShape Llama1B { get; } = new(8192, 16, 2048, 32, 8, 8192, 32_000);

    /// <summary>About 4.1 GB as Q4_0.</summary>
    public static LlamaShape Mistral7B { get; } = new(32_768, 32, 4096, 32, 8, 14_336, 32_000);
}

internal static class LlamaMetadata
{
    public static void Add(GgufWriter file, LlamaShape shape)
    {
        file.Add("llama.context_length", (uint)shape.ContextLength);
        file.Add("llama.embedding_length", (uint)shape.EmbeddingLength);
        file.Add("llama.block_count", (uint)shape.Layers);
        file.Add("llama.feed_forward_length", (uint)shape.FeedForwardLength);
        file.Add("llama.attention.head_count", (uint)shape.Heads);
        file.Add("llama.attention.head_count_kv", (uint)shape.KvHeads);
        file.Add("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        file.Add("llama.rope.freq_base", 10_000f);
        file.Add("llama.rope.dimension_count", (uint)(shape.EmbeddingLength / shape.Heads));
    }

    public static void AddVocabulary(GgufWriter file, IReadOnlyList<string> tokens, IReadOnlyList<float> scores, IReadOnlyList<int> types)
    {
        file.Add("tokenizer.ggml.model", "llama");
        file.Add("tokenizer.ggml.tokens", tokens);
        file.Add("tokenizer.ggml.scores", scores);
        file.Add("tokenizer.ggml.token_type", types);
        AddSpecialTokens(file);
    }

    public static void AddWordPairs(GgufWriter file, string splitting)
    {
        file.Add("tokenizer.ggml.model", "gpt2");
        file.Add("tokenizer.ggml.pre", splitting);
        file.Add("tokenizer.ggml.tokens", TinyBpe.Tokens);
        file.Add("tokenizer.ggml.merges", TinyBpe.Merges);
        file.Add("tokenizer.ggml.token_type", TinyBpe.Types);
        AddSpecialTokens(file);
    }

    private static void AddSpecialTokens(GgufWriter file)
    {
        file.Add("tokenizer.ggml.bos_token_id", (uint)TinyVocabulary.Begin);
        file.Add("tokenizer.ggml.eos_token_id", (uint)TinyVocabulary.End);
        file.Add("tokenizer.ggml.unknown_token_id", (uint)TinyVocabulary.Unknown);
        file.Add("tokenizer.ggml.add_bos_token", true);
    }
}
