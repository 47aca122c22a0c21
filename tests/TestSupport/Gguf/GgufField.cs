namespace RagDocs.TestSupport.Gguf;

/// <summary>What a number in a header is for.</summary>
internal enum GgufFieldKind
{
    Magic,
    Version,
    Count,
    Length,
    ValueType,
    Integer,
    Float,
    Byte,
    Dimensions,
    Dimension,
    TensorType,
    Offset,
}

/// <param name="At">Its first byte.</param>
/// <param name="Bytes">1, 2, 4 or 8.</param>
/// <param name="Name">The key or tensor it belongs to.</param>
internal sealed record GgufField(int At, int Bytes, GgufFieldKind Kind, string Name);
