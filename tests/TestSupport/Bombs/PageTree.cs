using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RagDocs.TestSupport.Bombs;

/// <summary>
/// A PDF of any number of real pages, each an object of its own and with one word. Pages and the cross-reference table lie in compressed
/// streams (ISO 32000-1, 7.5.7 and 7.5.8), where a page takes some ten bytes.
/// </summary>
public static class PageTree
{
    private const int PagesInNode = 1_000;
    private const int FirstNode = 5;

    public static byte[] Of(int pages)
    {
        var nodes = (pages + PagesInNode - 1) / PagesInNode;
        var firstPage = FirstNode + nodes;
        var members = Enumerable.Range(0, nodes).Select(n => Node(n, firstPage, pages))
            .Concat(Enumerable.Range(0, pages).Select(p => $"<</Type/Page/Parent {FirstNode + (p / PagesInNode)} 0 R/Contents 3 0 R>>"));
        using var file = new MemoryStream();
        file.Write("%PDF-1.5\n"u8);
        var table = new List<(byte Kind, int Where, int Index)> { (0, 0, ushort.MaxValue) };

        Plain("<</Type/Catalog/Pages 2 0 R>>");
        Plain($"<</Type/Pages/Count {pages}/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Kids[{References(FirstNode, nodes)}]>>");
        Plain("<</Length 40>>\nstream\nBT /F1 12 Tf 1 0 0 1 72 700 Tm (x) Tj ET\nendstream");
        Plain("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        var (holder, packed) = (firstPage + pages, new List<string[]>(members.Chunk(PagesInNode)));
        for (var i = 0; i < packed.Count; i++) table.AddRange(Enumerable.Range(0, packed[i].Length).Select(k => ((byte)2, holder + i, k)));
        for (var i = 0; i < packed.Count; i++)
        {
            var (head, body) = Pack(packed[i], FirstNode + (i * PagesInNode));
            Stream($"/Type/ObjStm/N {packed[i].Length}/First {head.Length}", Encoding.ASCII.GetBytes(head + body));
        }

        var start = file.Length;
        table.Add((1, (int)start, 0));
        Write(table.Count - 1, $"/Type/XRef/Size {table.Count}/W[1 4 2]/Root 1 0 R", Rows(table));
        file.Write(Encoding.ASCII.GetBytes($"startxref\n{start}\n%%EOF\n"));
        return file.ToArray();

        void Plain(string content)
        {
            table.Add((1, (int)file.Length, 0));
            file.Write(Encoding.ASCII.GetBytes($"{table.Count - 1} 0 obj\n{content}\nendobj\n"));
        }

        void Stream(string entries, byte[] content)
        {
            table.Add((1, (int)file.Length, 0));
            Write(table.Count - 1, entries, content);
        }

        void Write(int number, string entries, byte[] content)
        {
            var deflated = Deflate(content);
            file.Write(Encoding.ASCII.GetBytes($"{number} 0 obj\n<<{entries}/Filter/FlateDecode/Length {deflated.Length}>>\nstream\n"));
            file.Write(deflated);
            file.Write("\nendstream\nendobj\n"u8);
        }
    }

    private static string Node(int node, int firstPage, int pages)
    {
        var count = Math.Min(PagesInNode, pages - (node * PagesInNode));
        return $"<</Type/Pages/Parent 2 0 R/Count {count}/Kids[{References(firstPage + (node * PagesInNode), count)}]>>";
    }

    private static string References(int first, int count) => string.Join(' ', Enumerable.Range(first, count).Select(n => $"{n} 0 R"));

    private static (string Head, string Body) Pack(string[] members, int firstNumber)
    {
        var (head, body) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < members.Length; i++)
        {
            head.Append(CultureInfo.InvariantCulture, $"{firstNumber + i} {body.Length} ");
            body.Append(members[i]).Append(' ');
        }

        return (head.ToString(), body.ToString());
    }

    private static byte[] Rows(List<(byte Kind, int Where, int Index)> table)
    {
        var rows = new byte[table.Count * 7];
        for (var i = 0; i < table.Count; i++)
        {
            var row = rows.AsSpan(i * 7);
            row[0] = table[i].Kind;
            BinaryPrimitives.WriteInt32BigEndian(row[1..], table[i].Where);
            BinaryPrimitives.WriteUInt16BigEndian(row[5..], (ushort)table[i].Index);
        }

        return rows;
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(content);
        return packed.ToArray();
    }
}
