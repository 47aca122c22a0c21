using System.Buffers.Binary;
using System.Text;

namespace RagDocs.TestSupport.Gguf;

/// <summary>Walks a well-formed file and notes where each number of its header stands.</summary>
internal sealed class GgufFields
{
    private static readonly int[] Sizes = [1, 1, 2, 2, 4, 4, 4, 1, 8, 0, 8, 8, 8];

    private readonly byte[] _file;
    private int _at;

    public GgufFields(byte[] file)
    {
        _file = file;
        Note(4, GgufFieldKind.Magic, "magic");
        Note(4, GgufFieldKind.Version, "version");
        var tensors = Note(8, GgufFieldKind.Count, "tensors");
        var entries = Note(8, GgufFieldKind.Count, "entries");
        for (var i = 0UL; i < entries; i++)
        {
            var key = Text("key");
            Value(key, (uint)Note(4, GgufFieldKind.ValueType, key));
        }

        for (var i = 0UL; i < tensors; i++) Tensor();
        HeaderBytes = _at;
    }

    public List<GgufField> All { get; } = [];

    /// <summary>Places of texts: names of keys and tensors, then tokens.</summary>
    public List<(int At, int Length, string Name)> Texts { get; } = [];

    public int HeaderBytes { get; }

    private void Tensor()
    {
        var name = Text("tensor");
        var dimensions = Note(4, GgufFieldKind.Dimensions, name);
        for (var i = 0UL; i < dimensions; i++) Note(8, GgufFieldKind.Dimension, name);
        Note(4, GgufFieldKind.TensorType, name);
        Note(8, GgufFieldKind.Offset, name);
    }

    private void Value(string key, uint type)
    {
        if (type == 8) Text(key);
        else if (type == 9) Array(key);
        else Note(Sizes[type], type is 6 or 12 ? GgufFieldKind.Float : type == 7 ? GgufFieldKind.Byte : GgufFieldKind.Integer, key);
    }

    private void Array(string key)
    {
        var type = (uint)Note(4, GgufFieldKind.ValueType, key);
        var count = Note(8, GgufFieldKind.Count, key);
        if (type != 8) _at += (int)count * Sizes[type];
        else for (var i = 0UL; i < count; i++) Text(key);
    }

    private string Text(string owner)
    {
        var length = (int)Note(8, GgufFieldKind.Length, owner);
        Texts.Add((_at, length, owner));
        var text = Encoding.UTF8.GetString(_file, _at, length);
        _at += length;
        return text;
    }

    private ulong Note(int bytes, GgufFieldKind kind, string name)
    {
        All.Add(new GgufField(_at, bytes, kind, name));
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        _file.AsSpan(_at, bytes).CopyTo(wide);
        _at += bytes;
        return BinaryPrimitives.ReadUInt64LittleEndian(wide);
    }
}
