using System.Text;

namespace RagDocs.TestSupport.Bombs;

/// <summary>A small file made to take far more time or memory than its size.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="FileName">With the ending of the format it attacks.</param>
/// <param name="Make">Writes its bytes.</param>
/// <param name="IsHuge">Takes seconds to make; measured, not run with every test.</param>
public sealed record Bomb(string Name, string FileName, Func<byte[]> Make, bool IsHuge = false)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<Bomb> All { get; } =
    [
        new("archive of 4.5 GB in 42 KB", "overlap.zip", ZipBombs.Overlapping),
        new("archive in archive, 16 in each, 5 deep", "nested.zip", () => ZipBombs.Nested(5, 16)),
        new("archive in archive, each different, 5 deep", "various.zip", () => ZipBombs.Nested(5, 3, different: true)),
        new("archive of 70,000 files", "many.zip", () => ZipBombs.Many(70_000)),
        .. XmlBombs.All,
        .. PdfBombs.All,
        new("HTML, a million elements deep", "deep.html", () => Repeat("<div>", 1_000_000)),
        new("HTML, a million formatting elements", "format.html", () => Repeat("<b><i>", 500_000)),
        new("HTML, a table in a table, 100,000 deep", "tables.html", () => Repeat("<table><tr><td>", 100_000)),
        new("HTML, 100,000 headers beside each other", "headers.html", () => Repeat("<header><aside>x</aside></header>", 100_000)),
        new("HTML, 500,000 paragraphs beside each other", "flat.html", () => Repeat("<p>x", 500_000)),
        new("HTML, 500,000 words in one paragraph", "inline.html", () => Repeat("<b>x</b> ", 500_000, "<li>")),
        new("HTML, five million paragraphs beside each other", "flat5.html", () => Repeat("<p>x", 5_000_000), IsHuge: true),
        new("HTML, a million attributes", "attributes.html", () => Repeat("<p a b=1 c d e f>x", 170_000)),
        new("HTML, one element with 200,000 attributes", "attribute.html", () => Encoding.ASCII.GetBytes($"<p {string.Join(' ', Enumerable.Range(0, 200_000).Select(i => $"a{i}"))}>x</p>")),
        new("HTML, cells that span a thousand rows", "span.html", () => Repeat($"<tr><td rowspan=1000>{new string('x', 190)}<td>y", 20_000, "<table>")),
        new("Markdown, 200,000 quotations deep", "deep.md", () => Repeat("> ", 200_000)),
        new("Markdown, a million brackets", "brackets.md", () => Repeat("[", 1_000_000)),
        new("Markdown, a million emphases", "emphasis.md", () => Repeat("*a **b ", 150_000)),
        new("Markdown, a million paragraphs", "flat.md", () => Repeat("x\n\n", 1_300_000)),
        new("Markdown, 200 paragraphs of 5,000 emphases", "emphases.md", () => Repeat($"{string.Concat(Enumerable.Repeat("*a* ", 5_000))}\n\n", 200)),
        new("Markdown, half a million links", "links.md", () => Repeat($"{string.Concat(Enumerable.Repeat("[a](b) ", 20_000))}\n\n", 28)),
        new("JSON, a million arrays deep", "deep.json", () => Repeat("[", 1_000_000)),
        new("JSON, one key path repeated", "keys.json", () => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{{\"{new string('k', 200)}\":", 90)) + "[" + string.Join(',', Enumerable.Repeat("[1]", 200_000)))),
        new("mail, 100,000 parts deep", "deep.eml", DeepMail),
        new("mail, a million boundaries", "wide.eml", () => Encoding.ASCII.GetBytes("From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 1_000_000)))),
        new("mail, a million header lines", "headers.eml", () => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("X: y\r\n", 1_000_000)))),
        new("rich text, a million groups deep", "deep.rtf", () => Encoding.ASCII.GetBytes("{\\rtf1 " + new string('{', 1_000_000))),
        new("CSV, a quote that never ends", "quote.csv", () => Encoding.ASCII.GetBytes("a,b\n1,\"" + string.Concat(Enumerable.Repeat("x,y\n", 5_000_000)))),
        new("CSV, a million columns", "wide.csv", () => Repeat("a,", 1_000_000)),
        new("text, 190 MB of the time before Unicode", "latin.txt", () => Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("Größe der Räume\n\n", 11_000_000))), IsHuge: true),
        new("text, 50 MB without a line end", "line.txt", () => Repeat("abcdefghij", 5_000_000)),
        new("sheet of a million rows (XLSX)", "rows.xlsx", SheetBombs.MillionRows, IsHuge: true),
        new("sheet of a million rows (CSV)", "rows.csv", SheetBombs.MillionLines, IsHuge: true),
    ];

    private static byte[] Repeat(string text, int times, string before = "") => Encoding.ASCII.GetBytes(before + string.Concat(Enumerable.Repeat(text, times)));

    private static byte[] DeepMail()
    {
        var mail = new StringBuilder("From: a\r\nMIME-Version: 1.0\r\n");
        for (var i = 0; i < 100_000; i++) mail.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\r\n\r\n--b").Append(i).Append("\r\n");
        return Encoding.ASCII.GetBytes(mail.ToString());
    }
}
