using System.Buffers.Binary;

namespace RagDocs.TestSupport;

/// <summary>Writes TIFF files by hand: any number of pages in shades of grey, not packed.</summary>
public static class TinyTiff
{
    public static byte[] Create(params TinyPicture[] pages)
    {
        var file = new List<byte>("II*\0\0\0\0\0"u8.ToArray());
        var link = 4;
        foreach (var page in pages)
        {
            var pixels = file.Count;
            file.AddRange(page.Pixels);
            if (file.Count % 2 == 1) file.Add(0);
            link = Directory(file, link, page.Width, page.Height, pixels, page.Pixels.Length);
        }

        return [.. file];
    }

    /// <summary>A picture without pixels that claims a size.</summary>
    public static byte[] Claiming(int width, int height)
    {
        var file = new List<byte>("II*\0\0\0\0\0"u8.ToArray());
        Directory(file, 4, width, height, 0, 0);
        return [.. file];
    }

    /// <summary>A picture whose next one is itself.</summary>
    public static byte[] Circle(TinyPicture page)
    {
        var file = new List<byte>("II*\0\0\0\0\0"u8.ToArray());
        file.AddRange(page.Pixels);
        if (file.Count % 2 == 1) file.Add(0);
        var (first, link) = (file.Count, Directory(file, 4, page.Width, page.Height, 8, page.Pixels.Length));
        Put(file, link, first);
        return [.. file];
    }

    /// <returns>Where the next directory's place is to be written.</returns>
    private static int Directory(List<byte> file, int link, int width, int height, int pixels, int length)
    {
        Put(file, link, file.Count);
        (int Tag, int Value)[] tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, pixels), (277, 1), (278, height), (279, length)];
        file.AddRange([(byte)tags.Length, 0]);
        foreach (var (tag, value) in tags)
        {
            var entry = new byte[12];
            BinaryPrimitives.WriteInt16LittleEndian(entry, (short)tag);
            BinaryPrimitives.WriteInt16LittleEndian(entry.AsSpan(2), 4);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(4), 1);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(8), value);
            file.AddRange(entry);
        }

        file.AddRange([0, 0, 0, 0]);
        return file.Count - 4;
    }

    private static void Put(List<byte> file, int at, int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        for (var i = 0; i < 4; i++) file[at + i] = bytes[i];
    }
}
