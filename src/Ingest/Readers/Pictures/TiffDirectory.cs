using System.Buffers.Binary;

namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>One of the pictures of a TIFF, by the tags of its directory (TIFF 6.0). Exif uses the same form.</summary>
internal sealed class TiffDirectory
{
    private const int MostTags = 4_096;
    private const int EntryBytes = 12;
    private const int Centimetres = 3;
    private const double CentimetresPerInch = 2.54;

    private int _index;
    private long _width, _height, _unit = 2, _orientation = 1, _samples = 1, _bits = 1, _kind;
    private double _resolution;

    /// <summary>Degrees clockwise that it is to be turned to stand upright.</summary>
    public int Turn => Orientation.Turn(_orientation);

    /// <summary>A small copy of another picture.</summary>
    public bool IsThumbnail => (_kind & 1) != 0;

    /// <summary>The program that decodes it turns it upright by itself: what is claimed is its size after that.</summary>
    public PicturePage Page => Turn is 90 or 270 ? new PicturePage(_index, Size(_height), Size(_width), BytesPerPixel, Dots) : new PicturePage(_index, Size(_width), Size(_height), BytesPerPixel, Dots);

    private double Dots => _unit == Centimetres ? _resolution * CentimetresPerInch : _resolution;

    private double BytesPerPixel => _samples > 1 ? 4 : _bits == 1 ? 0.125 : 1;

    /// <summary>All directories in their order; a chain that bites its own tail ends there.</summary>
    /// <param name="most">Not more than so many.</param>
    public static List<TiffDirectory> Read(Stream file, int most)
    {
        Span<byte> head = stackalloc byte[8];
        file.Position = 0;
        file.ReadExactly(head);
        var numbers = new Order(LittleEndian: head[0] == (byte)'I');
        if (numbers.Short(head[2..]) != 42) throw new InvalidDataException("Not a TIFF.");
        var (next, seen, found) = (numbers.Long(head[4..]), new HashSet<long>(), new List<TiffDirectory>());
        Span<byte> count = stackalloc byte[2];
        Span<byte> entry = stackalloc byte[EntryBytes];
        while (next != 0 && next < file.Length && found.Count < most && seen.Add(next))
        {
            var directory = new TiffDirectory { _index = found.Count };
            file.Position = next;
            file.ReadExactly(count);
            for (int i = 0, tags = Math.Min((int)numbers.Short(count), MostTags); i < tags; i++)
            {
                file.ReadExactly(entry);
                directory.Take(file, entry, numbers);
            }

            found.Add(directory);
            next = file.ReadAtLeast(entry[..4], 4, throwOnEndOfStream: false) == 4 ? numbers.Long(entry) : 0;
        }

        return found;
    }

    private void Take(Stream file, ReadOnlySpan<byte> entry, Order numbers)
    {
        var value = numbers.Short(entry[2..]) == 3 ? numbers.Short(entry[8..]) : numbers.Long(entry[8..]);
        switch (numbers.Short(entry))
        {
            case 254: _kind = value; break;
            case 256: _width = value; break;
            case 257: _height = value; break;
            // Of several samples the values lie elsewhere; that there are several says enough.
            case 258: _bits = numbers.Long(entry[4..]) > 1 ? 8 : value; break;
            case 274: _orientation = value; break;
            case 277: _samples = value; break;
            case 282: _resolution = Ratio(file, numbers.Long(entry[8..]), numbers); break;
            case 296: _unit = value; break;
        }
    }

    private static double Ratio(Stream file, long at, Order numbers)
    {
        var here = file.Position;
        Span<byte> ratio = stackalloc byte[8];
        file.Position = at;
        var isWhole = file.ReadAtLeast(ratio, 8, throwOnEndOfStream: false) == 8;
        file.Position = here;
        return isWhole && numbers.Long(ratio[4..]) is > 0 and var divisor ? (double)numbers.Long(ratio) / divisor : 0;
    }

    private static int Size(long claimed) => (int)Math.Min(claimed, int.MaxValue);

    private readonly record struct Order(bool LittleEndian)
    {
        public long Short(ReadOnlySpan<byte> bytes) => LittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

        public long Long(ReadOnlySpan<byte> bytes) => LittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
