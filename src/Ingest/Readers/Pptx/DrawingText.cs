using System.Text;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Ingest.Readers.Slides;

namespace RagDocs.Ingest.Readers.Pptx;

/// <summary>Text of DrawingML (ECMA-376 part 1, 21.1): paragraphs, lists, tables.</summary>
internal static class DrawingText
{
    private const int DeepestLevel = 8;

    /// <summary>The paragraphs of a text body. Several of them in a place meant for lists are a list.</summary>
    public static IEnumerable<SlideText> Body(XElement? body, bool isList)
    {
        var paragraphs = body.Children("p").Select(p => (Level: Level(p), Text: Paragraph(p), HasBullet: HasBullet(p, isList))).Where(p => p.Text.Length > 0).ToList();
        if (paragraphs.Count == 0) return [];
        if (paragraphs.Count == 1 || !paragraphs.Exists(p => p.HasBullet)) return paragraphs.Select(p => new SlideText(BlockKind.Paragraph, p.Text));
        return [new SlideText(BlockKind.List, string.Join('\n', paragraphs.Select(p =>
            p.HasBullet ? $"{new string(' ', p.Level * 2)}- {p.Text.ReplaceLineEndings(" ")}" : p.Text.ReplaceLineEndings(" "))))];
    }

    /// <summary>A line for each row, cells separated by " | ".</summary>
    public static string Table(XElement table)
    {
        var rows = table.Children("tr")
            .Select(r => r.Children("tc").Where(c => c.Value("hMerge") is not "1" and not "true").Select(CellText).ToList())
            .Where(r => r.Exists(c => c.Length > 0));
        return string.Join('\n', rows.Select(r => string.Join(" | ", r)));
    }

    /// <summary>All paragraphs of a text body, a line each.</summary>
    public static string Lines(XElement? body) => string.Join('\n', body.Children("p").Select(Paragraph).Where(t => t.Length > 0));

    public static string Paragraph(XElement paragraph)
    {
        var text = new StringBuilder();
        foreach (var part in paragraph.Descendants())
        {
            if (part.Is("t")) text.Append(part.Value);
            else if (part.Is("br")) text.Append('\n');
            else if (part.Is("tab")) text.Append(' ');
        }

        return text.Replace('\v', '\n').ToString().Trim();
    }

    private static string CellText(XElement cell) => Lines(cell.Child("txBody")).ReplaceLineEndings(" ");

    private static int Level(XElement paragraph) => int.TryParse(paragraph.Child("pPr").Value("lvl"), out var level) ? Math.Clamp(level, 0, DeepestLevel) : 0;

    private static bool HasBullet(XElement paragraph, bool isList)
    {
        var properties = paragraph.Child("pPr");
        if (properties.Child("buNone") is not null) return false;
        return isList || properties.Child("buChar") is not null || properties.Child("buAutoNum") is not null;
    }
}
