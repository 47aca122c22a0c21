using System.Buffers.Binary;
using RagDocs.Retrieval.Segments;

namespace RagDocs.Retrieval.Vectors;

/// <summary>
/// Where things stand in a vector part. A header of 64 bytes; stripes of rows, each small enough to be one span: the int8 rows, their
/// scales, their errors, the float rows, each begun at a multiple of 64; then a checksum for each stripe and one of those. Little-endian.
/// </summary>
/// <param name="Dimensions">Numbers in a float row.</param>
/// <param name="ScanDimensions">Of them in an int8 row: the first ones.</param>
/// <param name="RowsPerStripe">In every stripe but the last.</param>
/// <param name="LongestRow">No row's Euclidean length is greater.</param>
internal sealed record VectorPartLayout(int Dimensions, int ScanDimensions, int Count, int RowsPerStripe, float LongestRow)
{
    public const int HeaderLength = 64;
    private const uint Magic = 0x43564452; // "RDVC"
    private const int Version = 1;
    private const int MostDimensions = 1 << 16;
    private const int BytesPerStripe = 1 << 30;

    public int Stride => Int8Vector.StrideOf(ScanDimensions);

    public int Stripes => (int)(((long)Count + RowsPerStripe - 1) / RowsPerStripe);

    public long FooterOffset => Stripes == 0 ? HeaderLength : StripeOffset(Stripes - 1) + StripeLength(RowsIn(Stripes - 1));

    public int FooterLength => (Stripes + 1) * sizeof(uint);

    /// <summary>Of the whole part, in bytes.</summary>
    public long Length => FooterOffset + FooterLength;

    /// <summary>Rows that fit into a stripe of 1 GB, a multiple of 64.</summary>
    public static int MostRowsPerStripe(int dimensions) =>
        Math.Max(64, BytesPerStripe / (Int8Vector.StrideOf(dimensions) + ((dimensions + 2) * sizeof(float))) / 64 * 64);

    public int RowsIn(int stripe) => Math.Min(RowsPerStripe, Count - (stripe * RowsPerStripe));

    public long StripeOffset(int stripe) => HeaderLength + (stripe * StripeLength(RowsPerStripe));

    public long StripeLength(int rows) => FloatsOffset(rows) + Padded((long)rows * Dimensions * sizeof(float));

    public long ScalesOffset(int rows) => (long)rows * Stride;

    public long ErrorsOffset(int rows) => ScalesOffset(rows) + Padded((long)rows * sizeof(float));

    public long FloatsOffset(int rows) => ErrorsOffset(rows) + Padded((long)rows * sizeof(float));

    public byte[] Header()
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Dimensions);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), ScanDimensions);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), Count);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), RowsPerStripe);
        BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(24), LongestRow);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(HeaderLength - 4), Checksum.Of(header.AsSpan(0, HeaderLength - 4)));
        return header;
    }

    /// <param name="length">Of the whole part; must be what the header says.</param>
    /// <exception cref="DamagedIndexException">Anything about the header is not as this version writes it.</exception>
    public static VectorPartLayout Read(ReadOnlySpan<byte> header, long length, string name)
    {
        if (header.Length < HeaderLength) throw new DamagedIndexException(name, $"it has {length} bytes, less than its header.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[(HeaderLength - 4)..]) != Checksum.Of(header[..(HeaderLength - 4)])
            || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
        {
            throw new DamagedIndexException(name, "its header is not that of a vector part.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        if (version != Version) throw new DamagedIndexException(name, $"it has format version {version}, and this program reads {Version}.");
        var layout = new VectorPartLayout(
            BinaryPrimitives.ReadInt32LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[20..]),
            BinaryPrimitives.ReadSingleLittleEndian(header[24..]));
        if (!layout.IsPossible) throw new DamagedIndexException(name, "its header says what cannot be.");
        return layout.Length == length ? layout : throw new DamagedIndexException(name, $"it has {length} bytes instead of {layout.Length}.");
    }

    private bool IsPossible => Dimensions is > 0 and <= MostDimensions && ScanDimensions > 0 && ScanDimensions <= Dimensions && Count >= 0
        && RowsPerStripe > 0 && RowsPerStripe <= MostRowsPerStripe(Dimensions) && LongestRow >= 0;

    private static long Padded(long bytes) => (bytes + 63) / 64 * 64;
}
