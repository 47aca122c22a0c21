namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// Encodes the postings of one term after the other: blocks of 128 units with gaps and frequencies bit-packed, and what pruning needs to
/// pass over a block without reading it.
/// </summary>
/// <remarks>
/// Layout for a term: length of the headers, length of the data, then the headers of all blocks, the data of all blocks and the positions
/// of all blocks. A header: last unit less that of the block before (−1), length of the data, length of the positions, fields that occur
/// (one bit each), then <see cref="Impacts"/> for each of these fields. Data: bits of a gap, for each field that occurs the smallest
/// frequency and the bits of the rest, then the packed gaps less one, then for each field the packed rests. Positions, for each posting and
/// field: as many numbers as its frequency, each the distance to the position before.
/// </remarks>
/// <param name="lengths">Of each field, for each unit, as <see cref="FieldLength"/> codes.</param>
internal sealed class PostingsWriter(int fields, ushort[][] lengths)
{
    private readonly int[] _units = new int[BitPacking.Block];
    private readonly int[] _packing = new int[BitPacking.Block];
    private readonly int[][] _frequencies = [.. Enumerable.Range(0, fields).Select(_ => new int[BitPacking.Block])];
    private readonly Impacts _impacts = new();
    private readonly ByteWriter _headers = new();
    private readonly ByteWriter _data = new();
    private readonly ByteWriter _positions = new();
    private readonly ByteWriter _opening = new();
    private int _count;
    private int _before = -1;
    private int _positionsWritten;

    /// <summary>Units added for this term.</summary>
    public int DocumentFrequency { get; private set; }

    /// <param name="unit">Greater than the one before.</param>
    /// <param name="frequencies">One for each field.</param>
    /// <param name="positions">As the layout says; empty when the part keeps none.</param>
    public void Add(int unit, ReadOnlySpan<int> frequencies, ReadOnlySpan<byte> positions)
    {
        _units[_count] = unit;
        for (var field = 0; field < fields; field++) _frequencies[field][_count] = frequencies[field];
        _positions.Write(positions);
        DocumentFrequency++;
        if (++_count == BitPacking.Block) EndBlock();
    }

    /// <summary>Writes what was added and begins the next term.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Finish(Action<ReadOnlySpan<byte>> write)
    {
        if (_count > 0) EndBlock();
        _opening.Clear();
        _opening.WriteNumber(_headers.Length);
        _opening.WriteNumber(_data.Length);
        var length = 0;
        foreach (var piece in (ReadOnlySpan<ByteWriter>)[_opening, _headers, _data, _positions])
        {
            write(piece.Written);
            length = checked(length + piece.Length);
            piece.Clear();
        }

        (_before, _positionsWritten, DocumentFrequency) = (-1, 0, 0);
        return length;
    }

    private void EndBlock()
    {
        var dataBefore = _data.Length;
        var occurring = WriteData();
        _headers.WriteNumber(_units[_count - 1] - _before);
        _headers.WriteNumber(_data.Length - dataBefore);
        _headers.WriteNumber(_positions.Length - _positionsWritten);
        _headers.WriteByte((byte)occurring);
        for (var field = 0; field < fields; field++)
        {
            if ((occurring >> field & 1) != 0) WriteImpacts(field);
        }

        (_before, _positionsWritten, _count) = (_units[_count - 1], _positions.Length, 0);
    }

    private int WriteData()
    {
        var gaps = _packing.AsSpan(0, _count);
        for (var i = 0; i < _count; i++) gaps[i] = _units[i] - (i == 0 ? _before : _units[i - 1]) - 1;
        var gapWidth = BitPacking.Width(gaps);
        _data.WriteByte((byte)gapWidth);
        Span<int> widths = stackalloc int[fields];
        var occurring = 0;
        for (var field = 0; field < fields; field++)
        {
            var frequencies = _frequencies[field].AsSpan(0, _count);
            if (!frequencies.ContainsAnyExcept(0)) continue;
            occurring |= 1 << field;
            var least = int.MaxValue;
            foreach (var frequency in frequencies) least = Math.Min(least, frequency);
            WriteLeast(least, frequencies, out widths[field]);
        }

        BitPacking.Pack(gaps, gapWidth, _data.Take(BitPacking.PackedLength(_count, gapWidth)));
        for (var field = 0; field < fields; field++)
        {
            if ((occurring >> field & 1) == 0) continue;
            var frequencies = _frequencies[field].AsSpan(0, _count);
            var least = int.MaxValue;
            foreach (var frequency in frequencies) least = Math.Min(least, frequency);
            for (var i = 0; i < _count; i++) _packing[i] = frequencies[i] - least;
            BitPacking.Pack(_packing.AsSpan(0, _count), widths[field], _data.Take(BitPacking.PackedLength(_count, widths[field])));
        }

        return occurring;
    }

    private void WriteLeast(int least, ReadOnlySpan<int> frequencies, out int width)
    {
        var all = 0;
        foreach (var frequency in frequencies) all |= frequency - least;
        width = BitPacking.Width([all]);
        _data.WriteNumber(least);
        _data.WriteByte((byte)width);
    }

    private void WriteImpacts(int field)
    {
        _impacts.Clear();
        var frequencies = _frequencies[field];
        for (var i = 0; i < _count; i++)
        {
            if (frequencies[i] > 0) _impacts.Add(frequencies[i], FieldLength.Decode(lengths[field][_units[i]]));
        }

        _impacts.Write(_headers);
    }
}
