using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>
/// Heading ranks by paragraph style. The built-in style names ("heading 1", "Title") are English in every file whatever the language
/// of Word is; a style of the author's own counts by its outline level or by the style it is based on.
/// </summary>
internal sealed class HeadingStyles
{
    private const int LongestChain = 20;
    private const int BodyTextOutline = 9;

    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);

    public HeadingStyles(MainDocumentPart main)
    {
        var styles = main.StyleDefinitionsPart?.Styles?.Elements<Style>()
            .Where(s => s.StyleId?.Value is not null)
            .GroupBy(s => s.StyleId!.Value!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal) ?? [];
        foreach (var id in styles.Keys) _levels[id] = Level(styles, id);
    }

    /// <summary>Rank of the heading, 1 the highest; 0 for body text. An outline level at the paragraph itself wins over its style.</summary>
    public int Level(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        if (properties?.OutlineLevel?.Val?.Value is { } outline) return outline < BodyTextOutline ? Math.Min(outline + 1, 6) : 0;
        var style = properties?.ParagraphStyleId?.Val?.Value;
        return style is null ? 0 : _levels.TryGetValue(style, out var level) ? level : ByName(style);
    }

    private static int Level(Dictionary<string, Style> styles, string id)
    {
        for (var i = 0; i < LongestChain && styles.TryGetValue(id, out var style); i++)
        {
            if (ByName(style.StyleName?.Val?.Value ?? "") is > 0 and var level) return level;
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } outline) return outline < BodyTextOutline ? Math.Min(outline + 1, 6) : 0;
            if (style.BasedOn?.Val?.Value is not { } parent) return 0;
            id = parent;
        }

        return 0;
    }

    private static int ByName(string name)
    {
        var folded = name.Replace(" ", "", StringComparison.Ordinal);
        if (folded.Equals("Title", StringComparison.OrdinalIgnoreCase)) return 1;
        return folded.StartsWith("heading", StringComparison.OrdinalIgnoreCase) && folded.Length == 8 && folded[7] is >= '1' and <= '9'
            ? Math.Min(folded[7] - '0', 6)
            : 0;
    }
}
