using System.Buffers.Binary;

namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>Sizes in the first bytes of formats that are made for screens: GIF (its first picture is read), BMP and WebP.</summary>
internal static class ScreenFormats
{
    public static PicturePage Gif(ReadOnlySpan<byte> file) => Page(BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));

    public static PicturePage Bmp(ReadOnlySpan<byte> file) => BinaryPrimitives.ReadInt32LittleEndian(file[14..]) == 12
        ? Page(BinaryPrimitives.ReadUInt16LittleEndian(file[18..]), BinaryPrimitives.ReadUInt16LittleEndian(file[20..]))
        // A negative height says that rows run from the top.
        : Page(BinaryPrimitives.ReadInt32LittleEndian(file[18..]), (int)Math.Min(Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..])), int.MaxValue));

    /// <summary>RFC 9649: lossy, lossless, or extended with its canvas.</summary>
    public static PicturePage Webp(ReadOnlySpan<byte> file)
    {
        if (file[12..].StartsWith("VP8X"u8)) return Page(Three(file[24..]) + 1, Three(file[27..]) + 1);
        if (file[12..].StartsWith("VP8 "u8)) return Page(BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF);
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
        return Page((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    private static PicturePage Page(int width, int height) => new(0, width, height, 4);

    private static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
