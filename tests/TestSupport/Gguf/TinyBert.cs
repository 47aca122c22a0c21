namespace RagDocs.TestSupport.Gguf;

/// <summary>How an encoder makes one vector of many: the ids of llama.cpp.</summary>
public enum TinyPooling : uint
{
    Mean = 1,
    Cls = 2,
    Rank = 4,
}

/// <summary>What a tiny encoder is like. The same options make the same bytes.</summary>
public sealed record TinyBertOptions
{
    public int ContextLength { get; init; } = 128;

    public int Layers { get; init; } = 2;

    public int EmbeddingLength { get; init; } = 64;

    public int Heads { get; init; } = 4;

    public int FeedForwardLength { get; init; } = 128;

    public TinyPooling Pooling { get; init; } = TinyPooling.Mean;

    public ulong Seed { get; init; } = 2;

    public string Name { get; init; } = "Tiny Bert";
}

/// <summary>A BERT-shaped embedding model with random weights and a lower-case WordPiece vocabulary.</summary>
public static class TinyBert
{
    private const string Words = "the a of to in and is for on days pay leave answer question source year report policy holiday contract price";

    /// <returns>The path.</returns>
    public static string Write(string path, TinyBertOptions? options = null)
    {
        File.WriteAllBytes(path, ToBytes(options));
        return path;
    }

    public static byte[] ToBytes(TinyBertOptions? options = null)
    {
        options ??= new TinyBertOptions();
        var file = new GgufWriter();
        AddMetadata(file, options);
        AddTensors(file, options);
        return file.ToBytes();
    }

    /// <summary>Specials, beginnings of words with "▁", continuations bare: turned round from BERT's own "##".</summary>
    public static IReadOnlyList<string> Tokens { get; } =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]",
        .. Characters().Select(c => $"\u2581{c}"), .. Characters(),
        .. Words.Split(' ').Where(w => w.Length > 1).Select(w => $"\u2581{w}"),
    ];

    private static void AddMetadata(GgufWriter file, TinyBertOptions options)
    {
        file.Add("general.architecture", "bert");
        file.Add("general.name", options.Name);
        file.Add("general.file_type", 0u);
        file.Add("bert.context_length", (uint)options.ContextLength);
        file.Add("bert.embedding_length", (uint)options.EmbeddingLength);
        file.Add("bert.block_count", (uint)options.Layers);
        file.Add("bert.feed_forward_length", (uint)options.FeedForwardLength);
        file.Add("bert.attention.head_count", (uint)options.Heads);
        file.Add("bert.attention.layer_norm_epsilon", 1e-12f);
        file.Add("bert.attention.causal", false);
        file.Add("bert.pooling_type", (uint)options.Pooling);
        file.Add("tokenizer.ggml.model", "bert");
        file.Add("tokenizer.ggml.token_type_count", 2u);
        file.Add("tokenizer.ggml.tokens", Tokens);
        file.Add("tokenizer.ggml.token_type", (int[])[.. Tokens.Select((_, id) => id < 5 ? 3 : 1)]);
        file.Add("tokenizer.ggml.padding_token_id", 0u);
        file.Add("tokenizer.ggml.unknown_token_id", 1u);
        file.Add("tokenizer.ggml.bos_token_id", 2u);
        file.Add("tokenizer.ggml.seperator_token_id", 3u);
        file.Add("tokenizer.ggml.mask_token_id", 4u);
    }

    private static void AddTensors(GgufWriter file, TinyBertOptions o)
    {
        var tensors = new TensorMaker(file, new RandomWeights(o.Seed), GgufTensorType.F32);
        var e = o.EmbeddingLength;
        tensors.Random("token_embd.weight", 1, e, Tokens.Count);
        tensors.Random("position_embd.weight", 0.3f, e, o.ContextLength);
        tensors.Random("token_types.weight", 0.1f, e, 2);
        AddNorm("token_embd_norm");
        for (var layer = 0; layer < o.Layers; layer++)
        {
            var block = $"blk.{layer}.";
            foreach (var part in (string[])["attn_q", "attn_k", "attn_v", "attn_output"]) tensors.Random($"{block}{part}.weight", 1, e, e);
            AddNorm(block + "attn_output_norm");
            tensors.Random(block + "ffn_up.weight", 1, e, o.FeedForwardLength);
            tensors.Random(block + "ffn_down.weight", 1, o.FeedForwardLength, e);
            AddNorm(block + "layer_output_norm");
        }

        if (o.Pooling != TinyPooling.Rank) return;
        tensors.Random("cls.weight", 1, e, e);
        tensors.Random("cls.bias", 0.1f, e);
        tensors.Random("cls.output.weight", 1, e, 1);
        tensors.Random("cls.output.bias", 0.1f, 1);

        void AddNorm(string name)
        {
            tensors.Ones(name + ".weight", e);
            tensors.Random(name + ".bias", 0.02f, e);
        }
    }

    private static IEnumerable<string> Characters() => Enumerable.Range('!', '~' - '!' + 1).Where(c => c is < 'A' or > 'Z').Select(c => $"{(char)c}");
}
