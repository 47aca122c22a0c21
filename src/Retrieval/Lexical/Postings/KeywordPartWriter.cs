using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Writes a <see cref="KeywordPart"/>: lengths at once, then term after term.</summary>
internal sealed class KeywordPartWriter
{
    private readonly PartWriter _part;
    private readonly TermDictionaryWriter _terms = new();
    private readonly int _units;
    private readonly long[] _totals;
    private readonly bool _positions;

    /// <param name="output">Seekable, at its start, and empty.</param>
    /// <param name="lengths">Of each field, for each unit and perhaps beyond, as <see cref="FieldLength"/> codes.</param>
    /// <param name="totals">Terms of all units in each field.</param>
    public KeywordPartWriter(Stream output, ushort[][] lengths, int units, long[] totals, bool positions)
    {
        (_units, _totals, _positions) = (units, totals, positions);
        _part = new PartWriter(output, KeywordPart.Magic, KeywordPart.Version, KeywordPart.Section.Count);
        _part.BeginSection();
        foreach (var field in lengths) _part.Write(MemoryMarshal.AsBytes(field.AsSpan(0, units)));
        _part.BeginSection();
        Postings = new PostingsWriter(lengths.Length, lengths);
    }

    /// <summary>Takes the postings of the term that comes next.</summary>
    public PostingsWriter Postings { get; }

    /// <summary>Ends the term; one without postings is left out.</summary>
    /// <param name="term">Greater than the one before.</param>
    public void EndTerm(ReadOnlySpan<byte> term)
    {
        if (Postings.DocumentFrequency == 0) return;
        var (frequency, offset) = (Postings.DocumentFrequency, checked((int)_part.SectionPosition));
        _terms.Add(term, new TermEntry(frequency, offset, Postings.Finish(_part.Write)));
    }

    public void Finish()
    {
        _part.BeginSection();
        _part.Write(_terms.Terms.Written);
        _part.BeginSection();
        _part.Write(_terms.Blocks.Written);
        _part.BeginSection();
        Span<byte> info = stackalloc byte[16 + _totals.Length * sizeof(long)];
        BinaryPrimitives.WriteInt32LittleEndian(info, _units);
        BinaryPrimitives.WriteInt32LittleEndian(info[4..], _totals.Length);
        BinaryPrimitives.WriteInt32LittleEndian(info[8..], _terms.Count);
        BinaryPrimitives.WriteInt32LittleEndian(info[12..], _positions ? 1 : 0);
        for (var field = 0; field < _totals.Length; field++) BinaryPrimitives.WriteInt64LittleEndian(info[(16 + field * 8)..], _totals[field]);
        _part.Write(info);
        _part.Finish();
    }
}
