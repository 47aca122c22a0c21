using System.Numerics;
using System.Runtime.InteropServices;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>Reads the postings of one term block by block; see <see cref="PostingsWriter"/> for the layout.</summary>
internal sealed class PostingsReader
{
    private readonly KeywordPart _part;
    private readonly ReadOnlyMemory<byte> _postings;
    private readonly BlockHeader[] _blocks;
    private readonly int[]?[] _frequencies;
    private readonly int _count;

    /// <param name="norms">To work out what the blocks can score at most; null when that is of no interest.</param>
    public PostingsReader(KeywordPart part, TermEntry entry, FieldNorm[]? norms)
    {
        (_part, _count) = (part, entry.DocumentFrequency);
        _postings = part.Postings.Slice(entry.Offset, entry.Length);
        // Each block has a header of several bytes, so a wrong count cannot make this larger than the part.
        if (entry.Blocks > entry.Length) throw new InvalidDataException("A term has fewer bytes than blocks.");
        _blocks = new BlockHeader[entry.Blocks];
        _frequencies = new int[part.Fields][];
        ReadHeaders(norms);
    }

    public int Blocks => _blocks.Length;

    /// <summary>Units of the loaded block, ascending; zeros behind its last.</summary>
    public int[] Units { get; } = new int[BitPacking.Block];

    /// <summary>Postings in the loaded block.</summary>
    public int Count { get; private set; }

    /// <summary>The block that was loaded last.</summary>
    public int Loaded { get; private set; } = -1;

    public ref readonly BlockHeader Header(int block) => ref _blocks[block];

    public void Load(int block)
    {
        ref readonly var header = ref _blocks[block];
        Loaded = block;
        Count = Math.Min(BitPacking.Block, _count - block * BitPacking.Block);
        var reader = new ByteReader(_postings.Span.Slice(header.Data, header.DataLength));
        int gapWidth = reader.ReadByte();
        Span<(int Least, int Width)> fields = stackalloc (int, int)[_frequencies.Length];
        for (var field = 0; field < fields.Length; field++)
        {
            if (header.Has(field)) fields[field] = (reader.ReadNumber(), reader.ReadByte());
        }

        BitPacking.Unpack(reader.ReadBytes(BitPacking.PackedLength(Count, gapWidth)), Count, gapWidth, Units);
        BitPacking.SumGaps(Units, block == 0 ? -1 : _blocks[block - 1].Last);
        if (Units[Count - 1] != header.Last) throw new InvalidDataException("The units of a block do not end where its header says.");
        if (Count < BitPacking.Block) Units.AsSpan(Count).Clear();
        for (var field = 0; field < fields.Length; field++)
        {
            if (!header.Has(field)) continue;
            var (least, width) = fields[field];
            var frequencies = _frequencies[field] ??= new int[BitPacking.Block];
            BitPacking.Unpack(reader.ReadBytes(BitPacking.PackedLength(Count, width)), Count, width, frequencies);
            if (least > 0) Raise(frequencies, least);
            if (Count < BitPacking.Block) frequencies.AsSpan(Count).Clear();
        }
    }

    /// <summary>How often the term is in a field of a posting of the loaded block.</summary>
    public int Frequency(int field, int posting) => _blocks[Loaded].Has(field) ? _frequencies[field]![posting] : 0;

    /// <summary>The positions of the loaded block.</summary>
    public ReadOnlySpan<byte> Positions => _postings.Span.Slice(_blocks[Loaded].Positions, _blocks[Loaded].PositionsLength);

    /// <summary>Frequencies of the loaded block weighed by the lengths of their fields and summed over the fields.</summary>
    /// <param name="weights">As long as a block.</param>
    public void Weigh(FieldNorm[] norms, Span<float> weights)
    {
        weights.Clear();
        Span<int> lengths = stackalloc int[BitPacking.Block];
        for (var field = 0; field < _frequencies.Length; field++)
        {
            if (!_blocks[Loaded].Has(field) || norms[field].Weight == 0) continue;
            var all = _part.Lengths(field);
            for (var i = 0; i < lengths.Length; i++) lengths[i] = FieldLength.Decode(all[Units[i]]);
            AddWeights(_frequencies[field], lengths, norms[field], weights);
        }
    }

    private static void AddWeights(ReadOnlySpan<int> frequencies, ReadOnlySpan<int> lengths, FieldNorm norm, Span<float> weights)
    {
        var (weight, start, slope) = (new Vector<float>(norm.Weight), new Vector<float>(norm.Base), new Vector<float>(norm.Slope));
        var sums = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var often = MemoryMarshal.Cast<int, Vector<int>>(frequencies);
        var length = MemoryMarshal.Cast<int, Vector<int>>(lengths);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += Vector.ConvertToSingle(often[i]) * (weight / (start + slope * Vector.ConvertToSingle(length[i])));
        }
    }

    private static void Raise(Span<int> values, int by)
    {
        foreach (ref var vector in MemoryMarshal.Cast<int, Vector<int>>(values)) vector += new Vector<int>(by);
    }

    private void ReadHeaders(FieldNorm[]? norms)
    {
        var reader = new ByteReader(_postings.Span);
        var (headersLength, dataLength) = (reader.ReadNumber(), reader.ReadNumber());
        var data = checked(reader.Position + headersLength);
        var positions = checked(data + dataLength);
        var last = -1;
        for (var block = 0; block < _blocks.Length; block++)
        {
            last = checked(last + reader.ReadNumber());
            var (ofData, ofPositions) = (reader.ReadNumber(), reader.ReadNumber());
            var fields = reader.ReadByte();
            if (last >= _part.Units || fields >> _frequencies.Length != 0)
            {
                throw new InvalidDataException("A block names a unit or a field that is not there.");
            }

            var bound = 0f;
            for (var field = 0; field < _frequencies.Length; field++)
            {
                if ((fields >> field & 1) == 0) continue;
                if (norms is null) Impacts.Skip(ref reader);
                else bound += Impacts.Bound(ref reader, norms[field]);
            }

            _blocks[block] = new BlockHeader(last, data, ofData, positions, ofPositions, fields, bound);
            (data, positions) = (checked(data + ofData), checked(positions + ofPositions));
        }
    }
}

/// <param name="Last">Unit of the last posting.</param>
/// <param name="Data">Offset within the term's postings.</param>
/// <param name="Fields">Those that occur, one bit each.</param>
/// <param name="Bound">No posting of the block weighs more.</param>
internal readonly record struct BlockHeader(int Last, int Data, int DataLength, int Positions, int PositionsLength, byte Fields, float Bound)
{
    public bool Has(int field) => (Fields >> field & 1) != 0;
}
