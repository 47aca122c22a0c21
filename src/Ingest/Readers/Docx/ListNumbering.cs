using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>Tells list items and numbered headings and counts them as Word prints them: "1.1", "a)", "iv."; bullets have no label.</summary>
internal sealed class ListNumbering
{
    private const int LongestChain = 20;

    private readonly Dictionary<int, NumberedList> _lists = [];
    private readonly Dictionary<string, Style> _styles;

    public ListNumbering(MainDocumentPart main)
    {
        _styles = main.StyleDefinitionsPart?.Styles?.Elements<Style>()
            .Where(s => s.StyleId?.Value is not null)
            .GroupBy(s => s.StyleId!.Value!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal) ?? [];
        var numbering = main.NumberingDefinitionsPart?.Numbering;
        var kinds = numbering?.Elements<AbstractNum>()
            .Where(a => a.AbstractNumberId is not null)
            .GroupBy(a => a.AbstractNumberId!.Value)
            .ToDictionary(g => g.Key, g => g.First()) ?? [];
        var lists = numbering?.Elements<NumberingInstance>().ToList() ?? [];
        var counters = new Dictionary<int, int?[]>();
        foreach (var list in lists)
        {
            if (list.NumberID?.Value is not { } id || list.AbstractNumId?.Val?.Value is not { } kindId || !kinds.TryGetValue(kindId, out var kind)) continue;
            if (!counters.TryGetValue(kindId, out var shared)) counters[kindId] = shared = new int?[NumberedList.Levels];
            _lists[id] = new NumberedList(Linked(kind, kinds.Values), list, shared);
        }
    }

    /// <summary>Counts the paragraph and gives its level and label; null when it is not numbered.</summary>
    public NumberedItem? Next(Paragraph paragraph)
    {
        var (own, styleName) = (paragraph.ParagraphProperties?.NumberingProperties, paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value);
        var (style, bearer) = own?.NumberingId is null || own.NumberingLevelReference is null ? OfStyle(styleName) : (null, null);
        var id = own?.NumberingId?.Val?.Value ?? style?.NumberingId?.Val?.Value ?? 0;
        if (id == 0 || !_lists.TryGetValue(id, out var list)) return null;
        var level = own?.NumberingLevelReference?.Val?.Value ?? list.LevelOf(styleName) ?? style?.NumberingLevelReference?.Val?.Value ?? list.LevelOf(bearer) ?? 0;
        level = Math.Clamp(level, 0, NumberedList.Levels - 1);
        return new NumberedItem(level, list.Next(level));
    }

    /// <summary>The numbering of a style or of the nearest one it is based on, and that style's name.</summary>
    private (NumberingProperties? Numbering, string? Bearer) OfStyle(string? id)
    {
        for (var i = 0; i < LongestChain && id is not null && _styles.TryGetValue(id, out var style); i++)
        {
            if (style.StyleParagraphProperties?.NumberingProperties is { } numbering) return (numbering, id);
            id = style.BasedOn?.Val?.Value;
        }

        return (null, null);
    }

    /// <summary>A kind without levels of its own that names a list style, in place of the kind which that style is made of.</summary>
    private static AbstractNum Linked(AbstractNum kind, IEnumerable<AbstractNum> all) =>
        kind.NumberingStyleLink?.Val?.Value is { } name ? all.FirstOrDefault(k => k.StyleLink?.Val?.Value == name) ?? kind : kind;
}

/// <summary>What numbering says about a paragraph.</summary>
/// <param name="Level">From 0.</param>
/// <param name="Label">As printed before it; empty for bullets.</param>
internal readonly record struct NumberedItem(int Level, string Label)
{
    /// <summary>As text before a list item, indented by its level.</summary>
    public string Marker => new string(' ', Level * 2) + (Label.Length > 0 ? Label : "-") + " ";
}
