namespace RagDocs.Generation.Llama.Gguf;

/// <summary>Reads the descriptions of the tensors and makes sure that their data lies in the file, one after the other without overlap.</summary>
internal sealed class GgufTensorReader(GgufReader reader, uint alignment)
{
    private const int LeastBytesOfTensor = 8 + 1 + 4 + 8 + 4 + 8;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _offset;
    private long _end;

    public IReadOnlyList<GgufTensor> Read(ulong count)
    {
        if (count > GgufLimits.Tensors) throw reader.Fault($"it claims to have {count} tensors");
        reader.Reserve((long)count * LeastBytesOfTensor);
        var tensors = new List<GgufTensor>((int)count);
        for (var i = 0UL; i < count; i++) tensors.Add(Tensor());
        var need = Aligned(reader.Position) + _end;
        return need <= reader.Length ? tensors : throw reader.Fault($"it is cut: {reader.Length} of at least {need} bytes are there");
    }

    private GgufTensor Tensor()
    {
        var name = reader.Name(GgufLimits.TensorNameBytes, "a tensor's name");
        if (!_names.Add(name)) throw reader.Fault($"the tensor {name} stands twice in its header");
        var dimensions = reader.UInt32();
        if (dimensions is < 1 or > GgufLimits.Dimensions) throw reader.Fault($"the tensor {name} has {dimensions} dimensions");
        var shape = new long[dimensions];
        for (var i = 0; i < shape.Length; i++) shape[i] = (long)Math.Min(reader.UInt64(), long.MaxValue);
        var typeId = reader.UInt32();
        var type = GgufTensorType.Of(typeId) ?? throw reader.Fault(
            $"the tensor {name} is stored in the way {typeId}, which this engine cannot compute with", "Choose another quantisation of the model");
        var (count, bytes) = Size(name, shape, type);
        var offset = reader.UInt64();
        if (offset != (ulong)_offset) throw reader.Fault($"the tensor {name} lies at {offset} instead of {_offset}");
        if (bytes > reader.Length - _offset) throw reader.Fault($"it is cut: the tensor {name} lies beyond its {reader.Length} bytes");
        _end = _offset + bytes;
        _offset = Aligned(_end);
        return new GgufTensor(name, shape, type, count, bytes);
    }

    private (long Count, long Bytes) Size(string name, long[] shape, GgufTensorType type)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            // No tensor can have more numbers than the file has bits.
            if (length < 1 || length > reader.Length * 8 / count) throw reader.Fault($"the tensor {name} is larger than the file");
            count *= length;
        }

        if (shape[0] % type.Weights != 0) throw reader.Fault($"the tensor {name} has rows of {shape[0]}, no multiple of {type.Weights}");
        var bytes = count / type.Weights * type.Bytes;
        return bytes <= reader.Length ? (count, bytes) : throw reader.Fault($"the tensor {name} is larger than the file");
    }

    private long Aligned(long position) => (position + alignment - 1) / alignment * alignment;
}
