using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace RagDocs.TestSupport;

/// <summary>Writes small PNG files by hand.</summary>
public static class TinyPng
{
    private const byte Grey = 0, GreyWithAlpha = 4;

    public static byte[] Create(TinyPicture picture) => Create(picture.Width, picture.Height, 8, Grey, Rows(picture, p => [p]));

    /// <summary>Black ink whose strength is its opacity, on nothing, as a picture of a signature or a logo has it.</summary>
    public static byte[] OnNothing(TinyPicture picture) => Create(picture.Width, picture.Height, 8, GreyWithAlpha, Rows(picture, p => [0, (byte)(255 - p)]));

    /// <summary>A file that claims a size its pixels do not have.</summary>
    public static byte[] Claiming(int width, int height, byte colorType = Grey) => Create(width, height, 8, colorType, new byte[100]);

    private static byte[] Create(int width, int height, byte depth, byte colorType, byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, colorType);
        Chunk(file, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
        var data = packed.ToArray();
        // In two pieces, as programs that write while they pack do.
        Chunk(file, "IDAT", data[..(data.Length / 2)]);
        Chunk(file, "IDAT", data[(data.Length / 2)..]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Rows(TinyPicture picture, Func<byte, byte[]> pixel)
    {
        using var rows = new MemoryStream();
        for (var y = 0; y < picture.Height; y++)
        {
            rows.WriteByte(0);
            for (var x = 0; x < picture.Width; x++) rows.Write(pixel(picture.Pixels[(y * picture.Width) + x]));
        }

        return rows.ToArray();
    }

    private static void Chunk(Stream file, string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    /// <summary>CRC-32 as PNG and ZIP have it.</summary>
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
