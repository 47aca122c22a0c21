using System.Buffers.Binary;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// A row of numbers for each of many terms, all growing at once: each row is a chain of slices of one memory, each slice larger than the
/// one before, so that rare terms take few bytes and frequent ones few links (as in Lucene's in-memory index).
/// </summary>
internal sealed class OccurrenceLog
{
    private const int PageBits = 20;
    private const int PageSize = 1 << PageBits;
    private const int Link = 4;

    private static readonly int[] SliceSizes = [12, 20, 36, 68, 132, 260, 516, 1028];

    private readonly List<byte[]> _pages = [];
    private Row[] _rows = new Row[1024];
    private int _free = PageSize;

    /// <summary>Bytes taken.</summary>
    public long Size => (long)_pages.Count * PageSize;

    /// <param name="row">A new one, or one before.</param>
    public void Append(int row, uint number)
    {
        if (row >= _rows.Length) Array.Resize(ref _rows, Math.Max(row + 1, _rows.Length * 2));
        ref var at = ref _rows[row];
        for (; number >= 0x80; number >>= 7) AppendByte(ref at, (byte)(number | 0x80));
        AppendByte(ref at, (byte)number);
    }

    public Reader Read(int row) => new(this, row);

    private void AppendByte(ref Row row, byte value)
    {
        if (row.Next == row.End) AddSlice(ref row);
        _pages[row.Next >> PageBits][row.Next & (PageSize - 1)] = value;
        row.Next++;
    }

    private void AddSlice(ref Row row)
    {
        var size = SliceSizes[Math.Min(row.Slices, SliceSizes.Length - 1)];
        if (_free + size > PageSize)
        {
            _pages.Add(new byte[PageSize]);
            _free = 0;
        }

        var start = checked((_pages.Count - 1) * PageSize + _free);
        _free += size;
        if (row.Slices == 0) row.Start = start;
        else BinaryPrimitives.WriteInt32LittleEndian(_pages[row.End >> PageBits].AsSpan(row.End & (PageSize - 1)), start);
        row.Slices++;
        row.Next = start;
        row.End = start + size - Link;
    }

    private record struct Row
    {
        public int Start { get; set; }

        public int Next { get; set; }

        /// <summary>Where the link to the next slice stands.</summary>
        public int End { get; set; }

        public int Slices { get; set; }
    }

    internal struct Reader
    {
        private readonly OccurrenceLog _log;
        private readonly int _last;
        private int _at;
        private int _end;
        private int _slices;

        internal Reader(OccurrenceLog log, int row)
        {
            var start = log._rows[row];
            (_log, _last, _at, _slices) = (log, start.Next, start.Start, 1);
            _end = _at + SliceSizes[0] - Link;
        }

        public readonly bool AtEnd => _at == _last;

        public uint Next()
        {
            uint number = 0;
            for (var shift = 0; ; shift += 7)
            {
                uint next = NextByte();
                number |= (next & 0x7f) << shift;
                if (next < 0x80) return number;
            }
        }

        private byte NextByte()
        {
            if (_at == _end)
            {
                _at = BinaryPrimitives.ReadInt32LittleEndian(_log._pages[_end >> PageBits].AsSpan(_end & (PageSize - 1)));
                _end = _at + SliceSizes[Math.Min(_slices++, SliceSizes.Length - 1)] - Link;
            }

            var value = _log._pages[_at >> PageBits][_at & (PageSize - 1)];
            _at++;
            return value;
        }
    }
}
