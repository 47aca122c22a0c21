using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RagDocs.TestSupport;

/// <summary>Writes a Model2Vec model of a few words, another one for each seed.</summary>
public static class TinyStaticModel
{
    /// <param name="words">All that it knows; each gets a vector of its own.</param>
    public static string Write(TempFolder folder, int dimensions, int seed, params string[] words)
    {
        var name = $"tiny-{dimensions}-{seed}";
        var vocabulary = string.Join(",", new[] { "[PAD]", "[UNK]" }.Concat(words).Select((word, id) => $"\"{word}\":{id}"));
        folder.Write($"{name}/config.json", """{"model_type":"model2vec","normalize":true}""");
        folder.Write($"{name}/tokenizer.json", $$"""
            {"normalizer":{"type":"BertNormalizer","lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},
             "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,
             "vocab":{ {{vocabulary}} } } }
            """);
        var random = new Random(seed);
        var values = Enumerable.Range(0, (words.Length + 2) * dimensions).Select(_ => (float)random.NextDouble()).ToArray();
        var header = Encoding.UTF8.GetBytes(
            $$"""{ "embeddings": { "dtype": "F32", "shape": [{{words.Length + 2}}, {{dimensions}}], "data_offsets": [0, {{values.Length * sizeof(float)}}] } }""");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        File.WriteAllBytes(folder.File($"{name}/model.safetensors"), [.. length, .. header, .. MemoryMarshal.AsBytes(values.AsSpan())]);
        return Path.Combine(folder.Path, name);
    }
}
