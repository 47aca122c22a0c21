using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RagDocs.TestSupport.Bombs;

/// <summary>Archives that unpack to far more than they are.</summary>
public static class ZipBombs
{
    private const int CentralHeader = 46;

    public static byte[] Of(params (string Name, byte[] Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                member.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Of(params (string Name, string Content)[] members) => Of([.. members.Select(m => (m.Name, Encoding.UTF8.GetBytes(m.Content)))]);

    /// <summary>One packed block of zeros that hundreds of list entries name as theirs: 42 KB that claim 4.5 GB.</summary>
    public static byte[] Overlapping()
    {
        var one = Of(("0", new byte[20 << 20])).AsSpan();
        var list = one.IndexOf("PK\x1\x2"u8);
        var end = one.IndexOf("PK\x5\x6"u8);
        var copies = (int)(4.5 * 1024 / 20) + 1;
        var bomb = new List<byte>([.. one[..list]]);
        for (var i = 0; i < copies; i++)
        {
            var name = Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture));
            var header = one[list..(list + CentralHeader)].ToArray();
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), 0);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), 0);
            bomb.AddRange([.. header, .. name]);
        }

        var trailer = one[end..].ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(trailer.AsSpan(8), (ushort)copies);
        BinaryPrimitives.WriteUInt16LittleEndian(trailer.AsSpan(10), (ushort)copies);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(12), (uint)(bomb.Count - list));
        return [.. bomb, .. trailer];
    }

    /// <summary>Archives in archives; at the bottom a text.</summary>
    /// <param name="depth">Archives around the text.</param>
    /// <param name="width">Members of each.</param>
    /// <param name="different">True gives every archive another content.</param>
    public static byte[] Nested(int depth, int width, bool different = false) => Nested(depth, width, different, "0");

    public static byte[] Many(int count)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < count; i++) zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));
        }

        return stream.ToArray();
    }

    private static byte[] Nested(int depth, int width, bool different, string label)
    {
        if (depth == 0) return Encoding.UTF8.GetBytes($"At the bottom {(different ? label : "")}.");
        var ending = depth == 1 ? "txt" : "zip";
        if (different) return Of([.. Enumerable.Range(0, width).Select(i => ($"{i}.{ending}", Nested(depth - 1, width, different, $"{label}.{i}")))]);
        var inner = Nested(depth - 1, width, different, label);
        return Of([.. Enumerable.Range(0, width).Select(i => ($"{i}.{ending}", inner))]);
    }
}
