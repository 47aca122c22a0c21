using System.Globalization;
using System.Text;

namespace RagDocs.TestSupport;

/// <summary>
/// Writes small PDFs by hand: one standard font, every line at its own place. A line that begins with "# " or "## " is set large, as a heading;
/// an empty line leaves a gap. A page without lines is blank. Letters of Windows-1252 only.
/// </summary>
public static class TinyPdf
{
    private const int BodySize = 11;
    private const int HeadingSize = 22;
    private const int SubheadingSize = 17;

    public static byte[] Create(string? title, params string[][] pages) => FromPages(title, [.. pages.Select(p => new TinyPage(p))]);

    public static byte[] FromPages(string? title, params TinyPage[] pages)
    {
        var objects = new List<byte[]>
        {
            Text("<< /Type /Catalog /Pages 2 0 R >>"), Array.Empty<byte>(), Text("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
            Text($"<< /Title ({Escape(title ?? "")}) >>"),
        };
        var kids = new StringBuilder();
        foreach (var page in pages)
        {
            kids.Append(CultureInfo.InvariantCulture, $"{objects.Count + 1} 0 R ");
            AddPage(objects, page);
        }

        objects[1] = Text($"<< /Type /Pages /Kids [{kids}] /Count {pages.Length} >>");
        return Assemble(objects);
    }

    private static void AddPage(List<byte[]> objects, TinyPage page)
    {
        var content = objects.Count + 2;
        var picture = page.Picture is null ? "" : $"/XObject << /P1 {content + 1} 0 R >>";
        objects.Add(Text(
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.Width} {page.Height}] {page.Entries} /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> {picture} >> >>"));
        objects.Add(Stream("", Content(page)));
        if (page.Picture is not { } p) return;
        objects.Add(Stream($"/Type /XObject /Subtype /Image /Width {p.Width} /Height {p.Height} /ColorSpace /DeviceGray /BitsPerComponent 8", p.Pixels));
    }

    private static byte[] Stream(string entries, byte[] content) => [.. Text($"<< {entries} /Length {content.Length} >>\nstream\n"), .. content, .. Text("\nendstream")];

    private static byte[] Content(TinyPage page)
    {
        var text = new StringBuilder(page.Picture is null ? "" : $"q {page.Width} 0 0 {page.Height} 0 0 cm /P1 Do Q\n").Append("BT\n");
        foreach (var (left, bottom, words) in page.Texts) text.Append(CultureInfo.InvariantCulture, $"/F1 {BodySize} Tf 1 0 0 1 {left} {bottom} Tm ({Escape(words)}) Tj\n");
        var y = 780;
        foreach (var line in page.Lines)
        {
            var size = line.StartsWith("# ", StringComparison.Ordinal) ? HeadingSize : line.StartsWith("## ", StringComparison.Ordinal) ? SubheadingSize : BodySize;
            y -= size > BodySize ? 50 : line.Length == 0 ? 30 : 14;
            if (line.Length > 0) text.Append(CultureInfo.InvariantCulture, $"/F1 {size} Tf 1 0 0 1 72 {y} Tm ({Escape(line.TrimStart('#', ' '))}) Tj\n");
            if (size > BodySize) y -= 30;
        }

        return Text(text.Append("ET").ToString());
    }

    private static byte[] Assemble(List<byte[]> objects)
    {
        var file = new List<byte>(Text("%PDF-1.4\n"));
        var offsets = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            offsets.Add(file.Count);
            file.AddRange([.. Text($"{i + 1} 0 obj\n"), .. objects[i], .. Text("\nendobj\n")]);
        }

        var table = file.Count;
        file.AddRange(Text($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets) file.AddRange(Text(offset.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n"));
        file.AddRange(Text($"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return [.. file];
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)");

    private static byte[] Text(string text) => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);
}
