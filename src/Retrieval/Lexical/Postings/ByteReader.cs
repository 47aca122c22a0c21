namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Reads numbers of variable length (LEB128, seven bits a byte) one after the other; never beyond the bytes it was given.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == _bytes.Length;

    public byte ReadByte() => _bytes[Position++];

    /// <exception cref="InvalidDataException">The number does not fit into 31 bits, which none written here does.</exception>
    public int ReadNumber()
    {
        uint value = _bytes[Position++];
        if (value < 0x80) return (int)value;
        value &= 0x7f;
        for (var shift = 7; shift < 35; shift += 7)
        {
            uint next = _bytes[Position++];
            value |= (next & 0x7f) << shift;
            if (next < 0x80) return value <= int.MaxValue && (shift < 28 || next < 8) ? (int)value : throw new InvalidDataException("A number is too large.");
        }

        throw new InvalidDataException("A number has no end.");
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    /// <summary>Passes over so many numbers and returns their bytes.</summary>
    public ReadOnlySpan<byte> SkipNumbers(int count)
    {
        var start = Position;
        for (; count > 0; Position++)
        {
            if (_bytes[Position] < 0x80) count--;
        }

        return _bytes[start..Position];
    }
}
