using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// An inverted index over the units of one segment, chunks or whole documents: immutable, read from memory or a mapped file. Any number of
/// searches may read it at once.
/// </summary>
/// <remarks>
/// A part as <see cref="PartWriter"/> lays it out, with these sections. 0 "lengths": for each field, the <see cref="FieldLength"/> code
/// of each unit, u16. 1 "postings": see <see cref="PostingsWriter"/>. 2 "terms" and 3 "term blocks": see <see cref="TermDictionaryWriter"/>.
/// 4 "info": units, fields, terms and whether positions are kept (1) or not (0), i32 each, then for each field the terms of all units, i64.
/// Numbers of variable length are LEB128, all others little-endian; the machine must be so, too.
/// </remarks>
internal sealed class KeywordPart
{
    public const ulong Magic = 0x3130_5344_524F_5752; // "RWORDS01"
    public const uint Version = 1;
    public const int MostFields = 8;

    private readonly PartSections _sections;
    private readonly ReadOnlyMemory<byte> _lengths;
    private readonly long[] _totals;

    private KeywordPart(PartSections sections)
    {
        var info = sections[Section.Info].Span;
        Units = BinaryPrimitives.ReadInt32LittleEndian(info);
        Fields = BinaryPrimitives.ReadInt32LittleEndian(info[4..]);
        Terms = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        HasPositions = BinaryPrimitives.ReadInt32LittleEndian(info[12..]) != 0;
        if (Units < 0 || Fields is < 1 or > MostFields || Terms < 0
            || sections[Section.Lengths].Length != (long)Units * Fields * sizeof(ushort)
            || sections[Section.TermBlocks].Length != (Terms + (long)TermDictionaryWriter.Block - 1) / TermDictionaryWriter.Block * 8)
        {
            throw new InvalidDataException("The sizes of the sections do not fit the number of units and terms.");
        }

        _totals = MemoryMarshal.Cast<byte, long>(info.Slice(16, Fields * sizeof(long))).ToArray();
        (_sections, _lengths, Postings) = (sections, sections[Section.Lengths], sections[Section.Postings]);
        Dictionary = new TermDictionary(sections[Section.Terms], sections[Section.TermBlocks], Terms);
    }

    public int Units { get; }

    public int Fields { get; }

    /// <summary>Different terms.</summary>
    public int Terms { get; }

    /// <summary>Without positions phrases are never found.</summary>
    public bool HasPositions { get; }

    public TermDictionary Dictionary { get; }

    public ReadOnlyMemory<byte> Postings { get; }

    /// <param name="name">Path of the file, or what it is when it has none; for messages.</param>
    /// <exception cref="DamagedIndexException">These are not the bytes of a whole keyword part. Not every byte is looked at: see <see cref="Verify"/>.</exception>
    public static KeywordPart Open(ReadOnlyMemory<byte> part, string name)
    {
        var sections = PartSections.Open(part, name, Magic, Version, Section.Count);
        try
        {
            return new KeywordPart(sections);
        }
        catch (Exception e) when (PartSections.ShowsDamage(e))
        {
            throw sections.Damaged(e);
        }
    }

    /// <summary>Reads every byte and compares the checksum.</summary>
    /// <exception cref="DamagedIndexException">Something changed since the part was written.</exception>
    public void Verify() => _sections.Verify();

    /// <summary>Terms of all units in a field.</summary>
    public long TotalLength(int field) => field < Fields ? _totals[field] : 0;

    /// <summary>Units that hold the term; 0 when none does.</summary>
    /// <exception cref="DamagedIndexException">The dictionary cannot be read.</exception>
    public int DocumentFrequency(ReadOnlySpan<byte> term) => Find(term)?.DocumentFrequency ?? 0;

    /// <summary>Where the term's postings are; null when no unit holds it.</summary>
    /// <exception cref="DamagedIndexException">The dictionary cannot be read.</exception>
    public TermEntry? Find(ReadOnlySpan<byte> term)
    {
        try
        {
            return Dictionary.Find(term);
        }
        catch (Exception e) when (PartSections.ShowsDamage(e))
        {
            throw Damaged(e);
        }
    }

    /// <summary>The first terms, in the order of their bytes, that begin so.</summary>
    /// <exception cref="DamagedIndexException">The dictionary cannot be read.</exception>
    public List<(byte[] Term, int DocumentFrequency)> StartingWith(ReadOnlySpan<byte> prefix, int most)
    {
        try
        {
            return Dictionary.StartingWith(prefix, most);
        }
        catch (Exception e) when (PartSections.ShowsDamage(e))
        {
            throw Damaged(e);
        }
    }

    /// <summary>The <see cref="FieldLength"/> codes of all units.</summary>
    public ReadOnlySpan<ushort> Lengths(int field) =>
        MemoryMarshal.Cast<byte, ushort>(_lengths.Span.Slice(field * Units * sizeof(ushort), Units * sizeof(ushort)));

    /// <summary>Keeps the bytes where they are as long as a search reads them; a mapped file stays mapped until then.</summary>
    public MemoryHandle Pin() => Postings.Pin();

    public DamagedIndexException Damaged(Exception cause) => _sections.Damaged(cause);

    internal static class Section
    {
        public const int Lengths = 0;
        public const int Postings = 1;
        public const int Terms = 2;
        public const int TermBlocks = 3;
        public const int Info = 4;
        public const int Count = 5;
    }
}
