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

    public static byte[] Create(string? title, params string[][] pages)
    {
        var objects = new List<byte[]> { Text("<< /Type /Catalog /Pages 2 0 R >>") };
        var kids = string.Join(' ', pages.Select((_, i) => $"{5 + 2 * i} 0 R"));
        objects.Add(Text($"<< /Type /Pages /Kids [{kids}] /Count {pages.Length} >>"));
        objects.Add(Text("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
        objects.Add(Text($"<< /Title ({Escape(title ?? "")}) >>"));
        foreach (var lines in pages)
        {
            objects.Add(Text($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {objects.Count + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"));
            var content = Content(lines);
            objects.Add([.. Text($"<< /Length {content.Length} >>\nstream\n"), .. content, .. Text("\nendstream")]);
        }

        return Assemble(objects);
    }

    private static byte[] Content(string[] lines)
    {
        var text = new StringBuilder("BT\n");
        var y = 780;
        foreach (var line in lines)
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
