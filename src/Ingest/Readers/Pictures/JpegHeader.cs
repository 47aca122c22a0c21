using System.Buffers.Binary;

namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>What a JPEG says about itself in the segments before its pixels (ITU T.81 annex B, JFIF, Exif).</summary>
internal sealed record JpegHeader(int Width, int Height, int Components, bool IsInvertedCmyk, double Resolution, int Turn)
{
    private const int MostSegments = 10_000;
    private const int ExifSample = 64 * 1024;
    private const double CentimetresPerInch = 2.54;

    public PicturePage Page => new(0, Width, Height, 0, Resolution, Turn);

    public static JpegHeader Read(Stream file)
    {
        file.Position = 2;
        var (resolution, turn, adobe) = (0d, 0, false);
        Span<byte> head = stackalloc byte[4];
        Span<byte> body = stackalloc byte[14];
        for (var i = 0; i < MostSegments; i++)
        {
            file.ReadExactly(head[..2]);
            // Segments may be filled up with FF before their mark.
            while (head[0] == 0xFF && head[1] == 0xFF) file.ReadExactly(head[1..2]);
            if (head[0] != 0xFF) break;
            if (head[1] is 0x01 or (>= 0xD0 and <= 0xD7)) continue;
            file.ReadExactly(head[2..]);
            var (length, start) = (BinaryPrimitives.ReadUInt16BigEndian(head[2..]) - 2, file.Position);
            if (length < 0 || head[1] == 0xDA) break;
            body.Clear();
            file.ReadExactly(body[..Math.Min(length, body.Length)]);
            if (IsFrame(head[1]))
            {
                var (height, width, components) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]), body[5]);
                return new JpegHeader(width, height, components, adobe && components == 4, resolution, turn);
            }

            if (head[1] == 0xE0 && body.StartsWith("JFIF\0"u8)) resolution = Density(body);
            if (head[1] == 0xE1 && body.StartsWith("Exif\0\0"u8)) turn = ExifTurn(file, start, length);
            if (head[1] == 0xEE && body.StartsWith("Adobe"u8)) adobe = true;
            file.Position = start + length;
        }

        throw new InvalidDataException("A JPEG without a frame.");
    }

    private static bool IsFrame(byte mark) => mark is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static double Density(ReadOnlySpan<byte> jfif) => jfif[7] switch
    {
        1 => BinaryPrimitives.ReadUInt16BigEndian(jfif[8..]),
        2 => BinaryPrimitives.ReadUInt16BigEndian(jfif[8..]) * CentimetresPerInch,
        _ => 0,
    };

    private static int ExifTurn(Stream file, long start, int length)
    {
        file.Position = start + 6;
        var exif = new byte[Math.Clamp(length - 6, 0, ExifSample)];
        file.ReadExactly(exif);
        try
        {
            using var tiff = new MemoryStream(exif);
            return TiffDirectory.Read(tiff, most: 1) is [var first] ? first.Turn : 0;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or ArgumentOutOfRangeException)
        {
            // The picture itself may be whole.
            return 0;
        }
    }
}
