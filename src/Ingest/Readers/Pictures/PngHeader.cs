using System.Buffers.Binary;

namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>What a PNG says about itself (PNG, third edition), and where its pixels lie.</summary>
internal sealed record PngHeader(int Width, int Height, int BitDepth, int ColorType, bool IsInterlaced)
{
    private const int Grey = 0, Rgb = 2, Indexed = 3;
    private const int MostChunks = 1_000_000;
    private const int LongestPalette = 768;
    private const int BytesDecoded = 4;
    private const double InchesPerMetre = 39.37;

    /// <summary>Red, green and blue of each colour; empty when it has none.</summary>
    public byte[] Palette { get; private init; } = [];

    /// <summary>Position and length of the pieces of packed pixels.</summary>
    public List<(long Start, int Length)> Data { get; } = [];

    public bool HasTransparency { get; private set; }

    /// <summary>In dots per inch; 0 when it names none.</summary>
    public double Resolution { get; private set; }

    public int Channels => ColorType switch { Rgb => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>PDF packs pixels in the same way, so that they can be taken over as they are.</summary>
    public bool FitsPdf => !IsInterlaced && !HasTransparency && ColorType is Grey or Rgb or Indexed;

    public PicturePage Page => new(0, Width, Height, FitsPdf ? 0 : BytesDecoded, Resolution);

    public static PngHeader Read(Stream file)
    {
        file.Position = 8;
        Span<byte> head = stackalloc byte[8];
        Span<byte> body = stackalloc byte[13];
        file.ReadExactly(head);
        file.ReadExactly(body);
        if (!head[4..].SequenceEqual("IHDR"u8)) throw new InvalidDataException("A PNG begins with its header.");
        var header = new PngHeader(
            BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]), body[8], body[9], IsInterlaced: body[12] != 0);
        file.Position += 4;
        return header.ReadChunks(file);
    }

    private PngHeader ReadChunks(Stream file)
    {
        var palette = Array.Empty<byte>();
        Span<byte> head = stackalloc byte[8];
        Span<byte> body = stackalloc byte[9];
        for (var i = 0; i < MostChunks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            var (length, start) = (BinaryPrimitives.ReadInt32BigEndian(head), file.Position);
            var type = head[4..];
            if (length < 0 || start + length > file.Length || type.SequenceEqual("IEND"u8)) break;
            if (type.SequenceEqual("IDAT"u8)) Data.Add((start, length));
            else if (type.SequenceEqual("tRNS"u8)) HasTransparency = true;
            else if (type.SequenceEqual("PLTE"u8) && length <= LongestPalette) file.ReadExactly(palette = new byte[length]);
            else if (type.SequenceEqual("pHYs"u8) && length == 9)
            {
                file.ReadExactly(body);
                if (body[8] == 1) Resolution = BinaryPrimitives.ReadUInt32BigEndian(body) / InchesPerMetre;
            }

            file.Position = start + length + 4;
        }

        return this with { Palette = palette };
    }
}
