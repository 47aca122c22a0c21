using System.Buffers.Binary;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// Writes a part: one self-contained piece of a segment, made of sections. The header is written last, so that a file whose writing was
/// broken off starts with zeros and is not taken for a part.
/// </summary>
/// <remarks>
/// Layout, all numbers little-endian: magic (8 bytes), format version (u32), number of sections (u32), length of the whole (u64), CRC-32C of
/// everything behind the header (u32), then offset (u64) and length (u64) of each section, zeros up to four bytes before a multiple of 64, and
/// CRC-32C of the header so far (u32). Sections follow in order, each starting at a multiple of 64.
/// </remarks>
/// <param name="output">Seekable, at its start, and empty.</param>
internal sealed class PartWriter(Stream output, ulong magic, uint version, int sections)
{
    public const int Alignment = 64;

    private readonly (long Offset, long Length)[] _sections = new (long, long)[sections];
    private int _open = -1;
    private uint _checksum;
    private long _position = HeaderLength(sections);

    /// <summary>Bytes written into the open section so far.</summary>
    public long SectionPosition => _position - _sections[_open].Offset;

    public static int HeaderLength(int sections) => (int)Aligned(28 + sections * 16 + 4);

    public static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    /// <summary>Ends the section before and begins the next one.</summary>
    public void BeginSection()
    {
        if (_open < 0) output.Write(new byte[_position]);
        else EndSection();
        _sections[++_open].Offset = _position;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        _checksum = Checksum.Of(bytes, _checksum);
        _position += bytes.Length;
    }

    /// <summary>Ends the last section and writes the header.</summary>
    /// <exception cref="InvalidOperationException">Sections are missing, or the part is larger than 2 GiB.</exception>
    public void Finish()
    {
        EndSection();
        if (_open != _sections.Length - 1) throw new InvalidOperationException($"{_sections.Length - 1 - _open} sections of the part were not written.");
        if (_position > int.MaxValue) throw new InvalidOperationException($"The part has {_position} bytes; 2 GiB are the most one can have.");
        var header = new byte[HeaderLength(_sections.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(header, magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), _sections.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), _position);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), _checksum);
        for (var i = 0; i < _sections.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(28 + i * 16), _sections[i].Offset);
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(36 + i * 16), _sections[i].Length);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(header.Length - 4), Checksum.Of(header.AsSpan(0, header.Length - 4)));
        output.Position = 0;
        output.Write(header);
        output.Position = _position;
        output.Flush();
    }

    private void EndSection()
    {
        _sections[_open].Length = _position - _sections[_open].Offset;
        Write(stackalloc byte[(int)(Aligned(_position) - _position)]);
    }
}
