namespace RagDocs.TestSupport.Gguf;

/// <summary>Random Q4_0 models of real size, for measuring: written in one pass at the speed of the disk, never held in memory.</summary>
public static class BigLlama
{
    private const int Buffer = 1 << 20;

    /// <param name="recites">
    /// As in <see cref="TinyMistralOptions.Recites"/>: the greedy text is known in advance, each step costs what it costs in any model of this shape.
    /// </param>
    /// <returns>The path.</returns>
    public static string Write(string path, LlamaShape shape, ulong seed = 1, string? recites = null)
    {
        var file = new GgufWriter();
        file.Add("general.architecture", "llama");
        file.Add("general.name", $"Random llama, {shape.Layers} layers of {shape.EmbeddingLength}");
        file.Add("general.file_type", 2u);
        LlamaMetadata.Add(file, shape);
        LlamaMetadata.AddVocabulary(file, [.. Tokens(shape)], [.. Scores(shape)], [.. Types(shape)]);
        file.Add("tokenizer.chat_template", TinyMistral.MistralTemplate);
        AddTensors(file, shape, new RandomWeights(seed), recites);
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, Buffer);
        file.Write(stream);
        return path;
    }

    private static void AddTensors(GgufWriter file, LlamaShape s, RandomWeights random, string? recites)
    {
        var (e, kv) = (s.EmbeddingLength, s.EmbeddingLength / s.Heads * s.KvHeads);
        var one = new float[e];
        Array.Fill(one, 1);

        // Blocks that add nothing leave the last token's own row in front of the output matrix.
        var adds = recites is null ? 1f : 0f;
        if (recites is null) Matrix("token_embd", e, s.VocabularySize);
        else Rows("token_embd", token => token);
        Norm("output_norm");
        if (recites is null) Matrix("output", e, s.VocabularySize);
        else Rows("output", token => Before(recites, token));
        for (var layer = 0; layer < s.Layers; layer++)
        {
            Norm($"blk.{layer}.attn_norm");
            Matrix($"blk.{layer}.attn_q", e, e);
            Matrix($"blk.{layer}.attn_k", e, kv);
            Matrix($"blk.{layer}.attn_v", e, kv);
            Matrix($"blk.{layer}.attn_output", e, e, adds);
            Norm($"blk.{layer}.ffn_norm");
            Matrix($"blk.{layer}.ffn_gate", e, s.FeedForwardLength);
            Matrix($"blk.{layer}.ffn_up", e, s.FeedForwardLength);
            Matrix($"blk.{layer}.ffn_down", s.FeedForwardLength, e, adds);
        }

        // A product keeps the size of what goes in: standard deviation 1 / sqrt(row), 4.6 steps of a block.
        void Matrix(string name, int row, int rows, float gain = 1) => file.AddTensor(name + ".weight", GgufTensorType.Q4_0, [(ulong)row, (ulong)rows],
            stream => random.WriteQ4(stream, (long)row * rows, gain / (4.6f * MathF.Sqrt(row))));

        // Row by row, each from the seed of the token that seedOf names; -1 leaves a row of zeros.
        void Rows(string name, Func<int, int> seedOf) => file.AddTensor(name + ".weight", GgufTensorType.Q4_0, [(ulong)e, (ulong)s.VocabularySize], stream =>
        {
            for (var token = 0; token < s.VocabularySize; token++)
            {
                var seed = seedOf(token);
                new RandomWeights((ulong)(seed + 1)).WriteQ4(stream, e, seed < 0 ? 0 : 1 / (4.6f * MathF.Sqrt(e)));
            }
        });

        void Norm(string name) => file.AddTensor(
            name + ".weight", GgufTensorType.F32, [(ulong)e], stream => RandomWeights.Write(stream, one, GgufTensorType.F32));
    }

    /// <summary>The token that this one follows in the recited text, or -1.</summary>
    private static int Before(string recites, int token)
    {
        var piece = token < TinyVocabulary.Size ? TinyVocabulary.Tokens[token] : "";
        var at = piece.Length == 1 ? recites.IndexOf(piece[0], StringComparison.Ordinal) : -1;
        return at < 0 ? -1 : TinyVocabulary.IdOf($"{recites[(at + recites.Length - 1) % recites.Length]}");
    }

    private static IEnumerable<string> Tokens(LlamaShape shape) =>
        TinyVocabulary.Tokens.Concat(Enumerable.Range(TinyVocabulary.Size, shape.VocabularySize - TinyVocabulary.Size).Select(id => $"\u2581word{id}"));

    private static IEnumerable<int> Types(LlamaShape shape) =>
        TinyVocabulary.Types.Concat(Enumerable.Repeat(1, shape.VocabularySize - TinyVocabulary.Size));

    private static IEnumerable<float> Scores(LlamaShape shape) => Enumerable.Range(0, shape.VocabularySize)
        .Select(id => id < TinyVocabulary.FirstPiece ? 0f : TinyVocabulary.FirstPiece - id);
}
