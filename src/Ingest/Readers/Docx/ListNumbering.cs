using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>Tells list items and counts them: "- " for bullets, "1. " for every kind of number.</summary>
internal sealed class ListNumbering
{
    private const int DeepestLevel = 8;

    private readonly Dictionary<int, AbstractNum> _lists = [];
    private readonly Dictionary<(int List, int Level), int> _counters = [];
    private readonly Dictionary<string, NumberingProperties> _byStyle = new(StringComparer.Ordinal);

    public ListNumbering(MainDocumentPart main)
    {
        var numbering = main.NumberingDefinitionsPart?.Numbering;
        var kinds = numbering?.Elements<AbstractNum>()
            .Where(a => a.AbstractNumberId is not null)
            .GroupBy(a => a.AbstractNumberId!.Value)
            .ToDictionary(g => g.Key, g => g.First()) ?? [];
        foreach (var list in numbering?.Elements<NumberingInstance>() ?? [])
        {
            if (list.NumberID?.Value is { } id && list.AbstractNumId?.Val?.Value is { } kind && kinds.TryGetValue(kind, out var found)) _lists[id] = found;
        }

        foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id && style.StyleParagraphProperties?.NumberingProperties is { } properties) _byStyle[id] = properties;
        }
    }

    /// <summary>What stands before the item, indented by its level; null when the paragraph is no list item.</summary>
    public string? Marker(Paragraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        var own = properties?.NumberingProperties;
        var style = properties?.ParagraphStyleId?.Val?.Value is { } name ? _byStyle.GetValueOrDefault(name) : null;
        var list = own?.NumberingId?.Val?.Value ?? style?.NumberingId?.Val?.Value ?? 0;
        if (list == 0 || !_lists.TryGetValue(list, out var kind)) return null;

        var level = Math.Clamp(own?.NumberingLevelReference?.Val?.Value ?? style?.NumberingLevelReference?.Val?.Value ?? 0, 0, DeepestLevel);
        var definition = kind.Elements<Level>().FirstOrDefault(l => l.LevelIndex?.Value == level);
        var indent = new string(' ', level * 2);
        var format = definition?.NumberingFormat?.Val;
        if (format is null || format.Value is NumberFormatValues.Bullet or NumberFormatValues.None) return indent + "- ";
        return $"{indent}{Count(list, level, definition?.StartNumberingValue?.Val?.Value ?? 1)}. ";
    }

    private int Count(int list, int level, int start)
    {
        var number = _counters.TryGetValue((list, level), out var last) ? last + 1 : start;
        _counters[(list, level)] = number;
        for (var deeper = level + 1; deeper <= DeepestLevel; deeper++) _counters.Remove((list, deeper));
        return number;
    }
}
