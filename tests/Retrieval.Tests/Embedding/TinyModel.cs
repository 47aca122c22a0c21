using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using RagDocs.TestSupport;

namespace RagDocs.Retrieval.Tests.Embedding;

/// <summary>A Model2Vec folder with four tokens of two dimensions.</summary>
internal static class TinyModel
{
    private static readonly float[] Values = [0, 0, 0, 0, 3, 0, 0, 4];

    public static void Write(TempFolder folder, string type, int rows = 4)
    {
        folder.Write("config.json", """{"model_type":"model2vec","normalize":true}""");
        folder.Write("tokenizer.json", """
            {"normalizer":{"type":"BertNormalizer","lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},
             "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,
             "vocab":{"[PAD]":0,"[UNK]":1,"leave":2,"pay":3}}}
            """);
        var values = Values[..(rows * 2)];
        byte[] data = type switch
        {
            "F32" => MemoryMarshal.AsBytes(values.AsSpan()).ToArray(),
            "F16" => MemoryMarshal.AsBytes(values.Select(x => (Half)x).ToArray().AsSpan()).ToArray(),
            _ => [.. values.Select(x => (byte)(sbyte)x)],
        };
        var header = $$"""{ "embeddings": { "dtype": "{{type}}", "shape": [{{rows}}, 2], "data_offsets": [0, {{data.Length}}] } }""";
        File.WriteAllBytes(folder.File("model.safetensors"), Safetensors(header, data));
    }

    public static byte[] Safetensors(string header, byte[] data)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        return [.. length, .. bytes, .. data];
    }
}
