using System.Xml.Linq;
using RagDocs.Ingest.Readers.Numbering;
using RagDocs.Ingest.Readers.Packages;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>Counts list items and headings of a text and labels them as they are printed: "1.1", "a)", "iv.".</summary>
internal sealed class OdfNumbering(OdfStyles styles)
{
    private const string Outline = "";
    private const int DeepestLevel = 10;
    private const int LongestLabel = 40;

    private readonly Dictionary<(string List, int Level), int> _counters = [];

    /// <summary>A list begins, and with it the count of this level and those below.</summary>
    public void Restart(string? list, int level)
    {
        for (; list is not null && level <= DeepestLevel; level++) _counters.Remove((list, level));
    }

    /// <summary>Counts the next item of a list; null when its level is not numbered.</summary>
    /// <param name="list">Name of its style.</param>
    /// <param name="level">From 1.</param>
    /// <param name="start">Where the item itself says that counting begins.</param>
    public string? Next(string? list, int level, int? start) =>
        list is null || styles.ListLevel(list, level) is null ? null : Next(list, level, start, l => styles.ListLevel(list, l));

    /// <summary>Counts a heading that stands in no list; empty when headings of its rank have no numbers.</summary>
    public string NextHeading(XElement heading)
    {
        var level = int.TryParse(heading.Value("outline-level"), out var rank) ? Math.Clamp(rank, 1, DeepestLevel) : 1;
        if (heading.Value("is-list-header") == "true") return "";
        int? start = heading.Value("restart-numbering") == "true" ? int.TryParse(heading.Value("start-value"), out var value) ? value : 1 : null;
        return Next(Outline, level, start, styles.OutlineLevel);
    }

    private string Next(string list, int level, int? start, Func<int, OdfListLevel?> levels)
    {
        _counters[(list, level)] = start ?? (_counters.TryGetValue((list, level), out var last) ? last + 1 : levels(level)?.Start ?? 1);
        Restart(list, level + 1);
        if (levels(level) is not { Style: not NumberStyle.None } own) return "";
        var shown = Enumerable.Range(1, level).Skip(level - Math.Clamp(own.Shown, 1, level))
            .Select(l => CountedNumber.Text(_counters.GetValueOrDefault((list, l), levels(l)?.Start ?? 1), levels(l)?.Style ?? NumberStyle.None))
            .Where(n => n.Length > 0);
        var label = (own.Prefix + string.Join('.', shown) + own.Suffix).Trim();
        return label.Length <= LongestLabel ? label : "";
    }
}
