using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RagDocs.TestSupport.Bombs;

/// <summary>PDFs that promise endless pages, giant ones, or streams that unpack without end.</summary>
internal static class PdfBombs
{
    private const int FlateMegabytes = 1_024;

    public static IReadOnlyList<Bomb> All { get; } =
    [
        new("PDF, a million pages", "million.pdf", () => PageTree.Of(1_000_000), IsHuge: true),
        new("PDF, a million pages in a tree of seven nodes", "pages.pdf", MillionPages),
        new("PDF, a million pages promised", "count.pdf", () => Pdf(Catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>", Page(4), Stream("BT /F1 12 Tf (x) Tj ET"))),
        new("PDF, a page tree that holds itself", "loop.pdf", () => Pdf(Catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")),
        new("PDF, a page tree 20,000 deep", "chain.pdf", Chain),
        new("PDF, a page of 100 million points", "giant.pdf", () => Pdf(Catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", Page(4, "0 0 100000000 100000000"), Stream("BT /F1 12 Tf 1 0 0 1 99999000 99999000 Tm (far away) Tj ET"))),
        new("PDF, a stream of 1 GB in 10 KB", "flate.pdf", Flate, IsHuge: true),
        new("PDF, a million arrays deep", "deep.pdf", () => Pdf(Catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", Page(4), Stream(new string('[', 1_000_000)))),
    ];

    private const string Catalog = "<< /Type /Catalog /Pages 2 0 R >>";

    private static string Page(int content, string box = "0 0 595 842") =>
        $"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {content} 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>";

    private static string Stream(string content) => $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";

    // Every node names the next one ten times.
    private static byte[] MillionPages()
    {
        var objects = new List<string> { Catalog };
        for (var level = 0; level < 6; level++)
        {
            var below = string.Concat(Enumerable.Repeat($"{level + 3} 0 R ", 10));
            objects.Add($"<< /Type /Pages /Kids [{below}] /Count {Math.Pow(10, 6 - level).ToString("0", CultureInfo.InvariantCulture)} >>");
        }

        objects.Add(Page(9));
        objects.Add(Stream("BT /F1 12 Tf 1 0 0 1 72 700 Tm (x) Tj ET"));
        return Pdf([.. objects]);
    }

    private static byte[] Chain()
    {
        var objects = new List<string> { Catalog };
        for (var level = 0; level < 20_000; level++) objects.Add($"<< /Type /Pages /Kids [{level + 3} 0 R] /Count 1 >>");
        objects.Add(Page(20_003));
        objects.Add(Stream("BT /F1 12 Tf (x) Tj ET"));
        return Pdf([.. objects]);
    }

    private static byte[] Flate()
    {
        var once = Deflate(inner =>
        {
            var block = new byte[1 << 20];
            block.AsSpan().Fill((byte)' ');
            for (var i = 0; i < FlateMegabytes; i++) inner.Write(block);
        });
        var content = Encoding.Latin1.GetString(Deflate(outer => outer.Write(once)));
        return Pdf(
            Catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", Page(4),
            $"<< /Length {content.Length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n{content}\nendstream");
    }

    private static byte[] Deflate(Action<Stream> write)
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) write(deflate);
        return packed.ToArray();
    }

    private static byte[] Pdf(params string[] objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n").Append(objects[i]).Append("\nendobj\n");
        }

        var start = file.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
