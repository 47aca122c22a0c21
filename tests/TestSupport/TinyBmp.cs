using System.Buffers.Binary;

namespace RagDocs.TestSupport;

/// <summary>Writes BMP files by hand: 24 bits a pixel, from the bottom row up.</summary>
public static class TinyBmp
{
    public static byte[] Create(TinyPicture picture)
    {
        var stride = ((picture.Width * 3) + 3) / 4 * 4;
        var file = new byte[54 + (stride * picture.Height)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), picture.Width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), picture.Height);
        (file[26], file[28]) = (1, 24);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++) file.AsSpan(54 + ((picture.Height - 1 - y) * stride) + (x * 3), 3).Fill(picture.Pixels[(y * picture.Width) + x]);
        }

        return file;
    }
}
