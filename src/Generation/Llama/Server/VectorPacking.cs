using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Text.Json;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Llama.Server;

/// <summary>Vectors as they stand on the wire; written straight, because a batch of them has millions of numbers.</summary>
internal static class VectorPacking
{
    /// <summary>
    /// The first numbers, again of length one. Only models trained for it (Matryoshka representation learning, arXiv 2205.13147)
    /// keep their quality.
    /// </summary>
    public static float[] Shorten(float[] values, int length)
    {
        if (length >= values.Length) return values;
        var kept = values[..length];
        var norm = TensorPrimitives.Norm<float>(kept);
        if (norm > 0) TensorPrimitives.Divide(kept, norm, kept);
        return kept;
    }

    /// <exception cref="LlamaException">A number of a vector is none.</exception>
    public static void Write(Utf8JsonWriter json, string model, IReadOnlyList<TextVector> vectors, bool base64)
    {
        if (vectors.Any(v => !TensorPrimitives.IsFiniteAll<float>(v.Values)))
        {
            throw new LlamaException("The model gave a vector with numbers that are none; its file is likely damaged. Verify or download it again.");
        }

        var tokens = vectors.Sum(v => v.Tokens);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var i = 0; i < vectors.Count; i++) WriteItem(json, i, vectors[i], base64);
        json.WriteEndArray();
        json.WriteString("model", model);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", tokens);
        json.WriteNumber("total_tokens", tokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, int index, TextVector vector, bool base64)
    {
        json.WriteStartObject();
        json.WriteString("object", "embedding");
        json.WriteNumber("index", index);
        if (vector.Cut) json.WriteBoolean("cut", true);
        json.WritePropertyName("embedding");
        if (base64)
        {
            json.WriteBase64StringValue(LittleEndian(vector.Values));
        }
        else
        {
            json.WriteStartArray();
            foreach (var value in vector.Values) json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static byte[] LittleEndian(float[] values)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }
}
