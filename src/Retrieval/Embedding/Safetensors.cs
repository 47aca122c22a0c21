using System.Buffers.Binary;
using System.Text.Json;

namespace RagDocs.Retrieval.Embedding;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Type">For example "F32", "F16" or "I8".</param>
/// <param name="Data">Its values, little-endian, row after row.</param>
internal sealed record SafeTensor(string Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data);

/// <summary>
/// Reads the safetensors format (github.com/huggingface/safetensors): eight bytes with the header's length, the header as JSON, the
/// data. Every size and offset is checked against the file before it is used, as a model folder may come from anywhere.
/// </summary>
internal static class Safetensors
{
    private const int LengthBytes = 8;

    /// <summary>The limit the reference implementation sets.</summary>
    private const ulong LongestHeader = 100_000_000;

    /// <exception cref="EmbeddingModelException">The file is not a sound safetensors file.</exception>
    public static IReadOnlyDictionary<string, SafeTensor> Read(string file, ReadOnlyMemory<byte> content)
    {
        if (content.Length < LengthBytes) throw new EmbeddingModelException(file, "it is too short to hold a header.");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(content.Span);
        if (length > LongestHeader || length > (ulong)(content.Length - LengthBytes))
        {
            throw new EmbeddingModelException(file, $"its header claims {length} bytes, more than the file may hold.");
        }

        var data = content[(LengthBytes + (int)length)..];
        try
        {
            using var header = JsonDocument.Parse(content.Slice(LengthBytes, (int)length));
            return header.RootElement.EnumerateObject()
                .Where(entry => entry.Name != "__metadata__")
                .ToDictionary(entry => entry.Name, entry => Tensor(file, entry, data), StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or ArgumentException or OverflowException)
        {
            throw new EmbeddingModelException(file, "its header is damaged.", fault);
        }
    }

    private static SafeTensor Tensor(string file, JsonProperty entry, ReadOnlyMemory<byte> data)
    {
        var type = entry.Value.GetProperty("dtype").GetString() ?? "";
        var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
        var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets.Length != 2) throw new FormatException("data_offsets must be two numbers");
        var (begin, end) = (offsets[0], offsets[1]);
        if (begin < 0 || end < begin || end > data.Length)
        {
            throw new EmbeddingModelException(file, $"the tensor '{entry.Name}' lies outside the file.");
        }

        if (shape.Any(size => size < 0) || shape.Aggregate((long)BytesOf(type), (bytes, size) => checked(bytes * size)) != end - begin)
        {
            throw new EmbeddingModelException(file, $"the tensor '{entry.Name}' does not have the size its shape and type ask for.");
        }

        return new SafeTensor(type, shape, data[(int)begin..(int)end]);
    }

    private static int BytesOf(string type) => type switch
    {
        "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" => 1,
        "I16" or "U16" or "F16" or "BF16" => 2,
        "I32" or "U32" or "F32" => 4,
        "I64" or "U64" or "F64" => 8,
        _ => throw new FormatException($"unknown type {type}"),
    };
}
