using System.Buffers.Binary;

namespace RagDocs.Retrieval.Segments;

/// <summary>The sections of a part that <see cref="PartWriter"/> wrote, in memory or mapped.</summary>
internal sealed class PartSections
{
    private const int MostSections = 64;

    private readonly ReadOnlyMemory<byte> _part;
    private readonly ReadOnlyMemory<byte>[] _sections;

    private PartSections(ReadOnlyMemory<byte> part, string name, ReadOnlyMemory<byte>[] sections) => (_part, Name, _sections) = (part, name, sections);

    /// <summary>Path of the file, or what it is when it has none; for messages.</summary>
    public string Name { get; }

    public ReadOnlyMemory<byte> this[int section] => _sections[section];

    /// <summary>Checks the header and that every section lies within the bytes; what the sections hold is checked by <see cref="Verify"/>.</summary>
    /// <exception cref="DamagedIndexException">These are not the bytes of a whole part of this kind and version.</exception>
    public static PartSections Open(ReadOnlyMemory<byte> part, string name, ulong magic, uint version, int sections)
    {
        var bytes = part.Span;
        var headerLength = PartWriter.HeaderLength(sections);
        if (sections > MostSections || bytes.Length < headerLength) throw new DamagedIndexException(name, "it is too short.");
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != magic) throw new DamagedIndexException(name, "it is of another kind.");
        var found = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (found != version) throw new DamagedIndexException(name, $"its format is {found}, not {version}.");
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(headerLength - 4)..]);
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) != sections || checksum != Checksum.Of(bytes[..(headerLength - 4)]))
        {
            throw new DamagedIndexException(name, "the checksum of its header is wrong.");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        if (length != bytes.Length) throw new DamagedIndexException(name, $"it has {bytes.Length} bytes, not {length}.");
        var list = new ReadOnlyMemory<byte>[sections];
        for (var i = 0; i < sections; i++)
        {
            var (offset, size) = (BinaryPrimitives.ReadInt64LittleEndian(bytes[(28 + i * 16)..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[(36 + i * 16)..]));
            if (offset < 0 || size < 0 || offset > length || size > length - offset) throw new DamagedIndexException(name, "a section lies outside it.");
            list[i] = part.Slice((int)offset, (int)size);
        }

        return new PartSections(part, name, list);
    }

    /// <summary>Reads every byte and compares the checksum.</summary>
    /// <exception cref="DamagedIndexException">Something changed since it was written.</exception>
    public void Verify()
    {
        var body = _part.Span[PartWriter.HeaderLength(_sections.Length)..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(_part.Span[24..]) != Checksum.Of(body)) throw new DamagedIndexException(Name, "its checksum is wrong.");
    }

    /// <summary>Whether the exception is how code that checks every access stumbles over bytes that make no sense.</summary>
    public static bool ShowsDamage(Exception exception) =>
        exception is IndexOutOfRangeException or ArgumentException or OverflowException or InvalidDataException;

    public DamagedIndexException Damaged(Exception cause) => new(Name, "what it holds makes no sense.", cause);
}
