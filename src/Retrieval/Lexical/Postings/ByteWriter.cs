namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>A growing piece of memory that numbers are written to as <see cref="ByteReader"/> reads them.</summary>
internal sealed class ByteWriter
{
    private byte[] _buffer = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void WriteByte(byte value) => Take(1)[0] = value;

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <param name="value">Not negative.</param>
    public void WriteNumber(int value)
    {
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }

        WriteByte((byte)rest);
    }

    /// <summary>The next so many bytes, to be written to at once; what they hold before is not defined.</summary>
    public Span<byte> Take(int count)
    {
        if (_buffer.Length - Length < count) Array.Resize(ref _buffer, Math.Max(checked(Length + count), (int)Math.Min(Array.MaxLength, _buffer.Length * 2L)));
        var taken = _buffer.AsSpan(Length, count);
        Length += count;
        return taken;
    }
}
