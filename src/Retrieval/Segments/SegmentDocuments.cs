using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Lexical.Analysis;
using RagDocs.Retrieval.Lexical.Synonyms;

namespace RagDocs.Retrieval.Segments;

/// <summary>
/// Which documents a segment holds, each once, which of its units are theirs, which chunk each unit is, and which abbreviations they define. A
/// document without units was removed: it hides what older segments hold of it. Small, so it is checked whole when it is opened and kept in memory.
/// </summary>
/// <remarks>
/// A part as <see cref="PartWriter"/> lays it out: 0 document ids (i64), 1 their collections (i64), 2 their first units and, last, the number of
/// units (i32), 3 chunk ids of the units (i64), 4 the languages of the texts (u16), 5 what <see cref="AbbreviationTable"/> makes of itself.
/// </remarks>
internal sealed class SegmentDocuments
{
    public const ulong Magic = 0x3130_5343_4F44_4752; // "RGDOCS01"
    public const uint Version = 2;
    private const int Sections = 6;

    private readonly long[] _ids;
    private readonly long[] _collections;
    private readonly int[] _firstUnits;
    private readonly long[] _chunks;
    private readonly long[] _sortedIds;
    private readonly int[] _numbers;

    /// <param name="firstUnits">Of each document and, last, the number of units.</param>
    public SegmentDocuments(long[] ids, long[] collections, int[] firstUnits, long[] chunks, LanguageSet languages, AbbreviationTable abbreviations)
    {
        (_ids, _collections, _firstUnits, _chunks, Languages, Abbreviations) = (ids, collections, firstUnits, chunks, languages, abbreviations);
        (_sortedIds, _numbers) = ([.. ids], [.. Enumerable.Range(0, ids.Length)]);
        Array.Sort(_sortedIds, _numbers);
    }

    public int Count => _ids.Length;

    public int Units => _chunks.Length;

    public LanguageSet Languages { get; }

    public AbbreviationTable Abbreviations { get; }

    public ReadOnlySpan<long> Ids => _ids;

    public long Id(int document) => _ids[document];

    public long Collection(int document) => _collections[document];

    /// <summary>Its units; none for a document that was removed.</summary>
    public UnitRange UnitsOf(int document) => new(_firstUnits[document], _firstUnits[document + 1]);

    public long Chunk(int unit) => _chunks[unit];

    public ReadOnlySpan<long> Chunks(int document) => _chunks.AsSpan(_firstUnits[document].._firstUnits[document + 1]);

    /// <returns>Its number in this segment, or -1.</returns>
    public int Find(long documentId) => Array.BinarySearch(_sortedIds, documentId) is >= 0 and var found ? _numbers[found] : -1;

    /// <exception cref="DamagedIndexException">These are not the bytes that were written.</exception>
    public static SegmentDocuments Read(ReadOnlyMemory<byte> bytes, string name)
    {
        var sections = PartSections.Open(bytes, name, Magic, Version, Sections);
        sections.Verify();
        try
        {
            var documents = new SegmentDocuments(
                Values<long>(sections[0]), Values<long>(sections[1]), Values<int>(sections[2]), Values<long>(sections[3]),
                new LanguageSet(BinaryPrimitives.ReadUInt16LittleEndian(sections[4].Span)), AbbreviationTable.Read(sections[5].Span));
            documents.CheckShape();
            return documents;
        }
        catch (Exception e) when (PartSections.ShowsDamage(e))
        {
            throw sections.Damaged(e);
        }
    }

    public void WriteTo(Stream output)
    {
        var part = new PartWriter(output, Magic, Version, Sections);
        Write<long>(part, _ids);
        Write<long>(part, _collections);
        Write<int>(part, _firstUnits);
        Write<long>(part, _chunks);
        Write<ushort>(part, [Languages.Bits]);
        Write(part, Abbreviations.ToBytes());
        part.Finish();
    }

    private void CheckShape()
    {
        if (_collections.Length != Count || _firstUnits.Length != Count + 1 || _firstUnits[0] != 0 || _firstUnits[^1] != Units)
        {
            throw new InvalidDataException("The sizes of the sections do not fit each other.");
        }

        if (Abbreviations.Terms.Any(term => term.Documents.Any(document => document >= Count))) throw new InvalidDataException("A document of an abbreviation is not there.");

        for (var i = 0; i < Count; i++)
        {
            if (_firstUnits[i] > _firstUnits[i + 1] || (i > 0 && _sortedIds[i - 1] == _sortedIds[i])) throw new InvalidDataException("Documents or units are out of order.");
        }
    }

    private static T[] Values<T>(ReadOnlyMemory<byte> section)
        where T : struct => MemoryMarshal.Cast<byte, T>(section.Span).ToArray();

    private static void Write<T>(PartWriter part, ReadOnlySpan<T> values)
        where T : struct
    {
        part.BeginSection();
        part.Write(MemoryMarshal.AsBytes(values));
    }
}
