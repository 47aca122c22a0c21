using System.Buffers.Binary;

namespace RagDocs.Generation.Llama.Gguf;

/// <summary>Reads the key-value part. Long arrays are checked and passed over, not kept.</summary>
internal sealed class GgufMetadataReader(GgufReader reader, string file)
{
    private const int LeastBytesOfEntry = 8 + 1 + 4 + 1;

    private readonly GgufMetadata _metadata = new(file);
    private int _textBytes;
    private int _keptNumbers;

    public GgufMetadata Read(ulong entries)
    {
        if (entries > GgufLimits.Entries) throw reader.Fault($"it claims to have {entries} metadata entries");
        reader.Reserve((long)entries * LeastBytesOfEntry);
        for (var i = 0UL; i < entries; i++)
        {
            var key = reader.Name(GgufLimits.KeyBytes, "a metadata key");
            if (!_metadata.TryAdd(key, Value(key, (GgufValueType)reader.UInt32()))) throw reader.Fault($"{key} stands twice in its header");
        }

        return _metadata;
    }

    private object Value(string key, GgufValueType type) => type switch
    {
        GgufValueType.UInt32 => reader.UInt32(),
        GgufValueType.Int32 => (int)reader.UInt32(),
        GgufValueType.UInt64 => reader.UInt64(),
        GgufValueType.Int64 => (long)reader.UInt64(),
        GgufValueType.UInt8 => reader.Byte(),
        GgufValueType.Int8 => (sbyte)reader.Byte(),
        GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(reader.Take(2)),
        GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(reader.Take(2)),
        GgufValueType.Float32 => Finite(key, BitConverter.UInt32BitsToSingle(reader.UInt32())),
        GgufValueType.Float64 => double.IsFinite(BitConverter.UInt64BitsToDouble(reader.UInt64())) ? 0d : throw NotFinite(key),
        GgufValueType.Bool => reader.Byte() switch { 0 => false, 1 => true, var b => throw reader.Fault($"{key} is {b}, neither true nor false") },
        GgufValueType.String => Text(key),
        GgufValueType.Array => Array(key),
        _ => throw reader.Fault($"{key} has the unknown type {(uint)type}"),
    };

    private string Text(string key)
    {
        var length = reader.TextLength(GgufLimits.TextBytes, key);
        _textBytes += length;
        return _textBytes <= GgufLimits.AllTextBytes ? reader.Text(length) : throw reader.Fault("its header has too much text");
    }

    private GgufArray Array(string key)
    {
        var type = (GgufValueType)reader.UInt32();
        var size = SizeOf(type);
        if (size == 0) throw reader.Fault($"{key} is an array of the type {(uint)type}, which has no use in a model");
        var claimed = reader.UInt64();
        if (claimed > (ulong)(GgufLimits.HeaderBytes / size)) throw reader.Fault($"{key} claims to have {claimed} values");
        var count = (int)claimed;
        reader.Reserve((long)count * size);
        return type switch
        {
            GgufValueType.String => Texts(key, count),
            _ when key == "tokenizer.ggml.token_type" && type == GgufValueType.Int32 => TokenTypes(key, count),
            _ => Numbers(key, type, size, count),
        };
    }

    private GgufArray Texts(string key, int count)
    {
        GgufTokens? tokens = null;
        if (key == "tokenizer.ggml.tokens")
        {
            if (count > GgufLimits.Tokens) throw reader.Fault($"its vocabulary claims to have {count} tokens");
            _metadata.Tokens = tokens = new GgufTokens(count);
        }

        for (var i = 0; i < count; i++)
        {
            var length = reader.TextLength(GgufLimits.TextBytes, key);
            if (tokens is null) reader.Skip(length);
            else if (length > short.MaxValue) throw reader.Fault($"token {i} is {length} bytes long");
            else tokens.Set(i, reader.Take(length));
        }

        return new GgufArray(GgufValueType.String, count, null);
    }

    private GgufArray TokenTypes(string key, int count)
    {
        var types = new byte[count];
        for (var i = 0; i < count; i++)
        {
            var type = reader.UInt32();
            types[i] = type <= 6 ? (byte)type : throw reader.Fault($"{key} has the unknown value {type}");
        }

        _metadata.TokenTypes = types;
        return new GgufArray(GgufValueType.Int32, count, null);
    }

    private GgufArray Numbers(string key, GgufValueType type, int size, int count)
    {
        var keep = count <= GgufLimits.Layers && (_keptNumbers += count) <= GgufLimits.KeptNumbers;
        if (!keep && type != GgufValueType.Float32)
        {
            reader.Skip((long)count * size);
            return new GgufArray(type, count, null);
        }

        var numbers = keep ? new double[count] : null;
        for (var i = 0; i < count; i++)
        {
            // Floats apart, because the longest arrays are floats and a boxed one takes 24 bytes.
            double value = type == GgufValueType.Float32 ? Finite(key, BitConverter.UInt32BitsToSingle(reader.UInt32())) : Convert.ToDouble(Value(key, type), null);
            if (numbers is not null) numbers[i] = value;
        }

        return new GgufArray(type, count, numbers);
    }

    private float Finite(string key, float value) => float.IsFinite(value) ? value : throw NotFinite(key);

    private ModelFileException NotFinite(string key) => reader.Fault($"{key} is not a finite number");

    private static int SizeOf(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 or GgufValueType.String => 8,
        _ => 0,
    };
}
