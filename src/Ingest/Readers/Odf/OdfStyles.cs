using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>What styles say about text: titles, numbered lists, hidden sheets and slides.</summary>
internal sealed class OdfStyles
{
    private const int LongestChain = 20;

    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _lists = new(StringComparer.Ordinal);

    public OdfStyles(PackageFile package)
    {
        var part = package.Load("styles.xml");
        foreach (var group in part?.Elements() ?? [])
        {
            if (group.Is("styles") || group.Is("automatic-styles")) Add(group);
        }
    }

    /// <summary>Takes the styles of a group; later ones win.</summary>
    public void Add(XElement group)
    {
        foreach (var style in group.Elements())
        {
            if (style.Value("name") is not { } name) continue;
            if (style.Is("style")) _styles[name] = style;
            else if (style.Is("list-style")) _lists[name] = style;
        }
    }

    /// <summary>A paragraph of this style is the document's title.</summary>
    public bool IsTitle(string? style)
    {
        for (var i = 0; i < LongestChain && style is not null; i++)
        {
            if (style == "Title") return true;
            style = _styles.GetValueOrDefault(style).Value("parent-style-name");
        }

        return false;
    }

    /// <summary>Lists of this style are counted at this level.</summary>
    /// <param name="level">From 1.</param>
    public bool IsNumbered(string? list, int level) =>
        list is not null && _lists.GetValueOrDefault(list).Children("list-level-style-number").Any(l => l.Value("level") == level.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A sheet or slide of this style is not shown.</summary>
    public bool IsHidden(string? style)
    {
        var found = style is null ? null : _styles.GetValueOrDefault(style);
        return found.Child("table-properties").Value("display") == "false" || found.Child("drawing-page-properties").Value("visibility") == "hidden";
    }
}
