using System.Text;

namespace RagDocs.TestSupport.Gguf;

/// <summary>Writes GGUF version 3: metadata, tensor descriptions, then the data, each tensor at a multiple of 32.</summary>
public sealed class GgufWriter
{
    private const int Alignment = 32;

    private readonly List<byte[]> _metadata = [];
    private readonly List<(string Name, ulong[] Shape, GgufTensorType Type, Action<Stream> Data)> _tensors = [];

    public void Add(string key, uint value) => Value(key, 4, w => w.Write(value));

    public void Add(string key, int value) => Value(key, 5, w => w.Write(value));

    public void Add(string key, float value) => Value(key, 6, w => w.Write(value));

    public void Add(string key, bool value) => Value(key, 7, w => w.Write(value));

    public void Add(string key, string value) => Value(key, 8, w => Text(w, value));

    public void Add(string key, ulong value) => Value(key, 10, w => w.Write(value));

    public void Add(string key, IReadOnlyList<string> values) => Array(key, 8, values, Text);

    public void Add(string key, IReadOnlyList<float> values) => Array(key, 6, values, (w, v) => w.Write(v));

    public void Add(string key, IReadOnlyList<int> values) => Array(key, 5, values, (w, v) => w.Write(v));

    /// <param name="shape">Length of a row first, as ggml counts.</param>
    /// <param name="data">Writes exactly the tensor's bytes.</param>
    public void AddTensor(string name, GgufTensorType type, ulong[] shape, Action<Stream> data) => _tensors.Add((name, shape, type, data));

    public static long BytesOf(GgufTensorType type, ulong[] shape)
    {
        var count = shape.Aggregate(1L, (product, d) => product * (long)d);
        return type switch
        {
            GgufTensorType.F32 => count * 4,
            GgufTensorType.F16 => count * 2,
            GgufTensorType.Q4_0 => count / 32 * 18,
            GgufTensorType.Q8_0 => count / 32 * 34,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    public void Write(Stream file)
    {
        var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        foreach (var entry in _metadata) writer.Write(entry);
        var offset = 0L;
        foreach (var (name, shape, type, _) in _tensors)
        {
            Text(writer, name);
            writer.Write((uint)shape.Length);
            foreach (var dimension in shape) writer.Write(dimension);
            writer.Write((uint)type);
            writer.Write((ulong)offset);
            offset = Aligned(offset + BytesOf(type, shape));
        }

        writer.Flush();
        foreach (var (_, _, _, data) in _tensors)
        {
            Pad(file);
            data(file);
        }

        Pad(file);
    }

    public byte[] ToBytes()
    {
        using var memory = new MemoryStream();
        Write(memory);
        return memory.ToArray();
    }

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private static void Pad(Stream file) => file.Write(new byte[Aligned(file.Position) - file.Position]);

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private void Array<T>(string key, uint type, IReadOnlyList<T> values, Action<BinaryWriter, T> item) => Value(key, 9, writer =>
    {
        writer.Write(type);
        writer.Write((ulong)values.Count);
        foreach (var value in values) item(writer, value);
    });

    private void Value(string key, uint type, Action<BinaryWriter> value)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        Text(writer, key);
        writer.Write(type);
        value(writer);
        writer.Flush();
        _metadata.Add(memory.ToArray());
    }
}
