using System.Globalization;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>What styles say about text: titles, numbered lists, hidden sheets and slides.</summary>
internal sealed class OdfStyles
{
    private const int LongestChain = 20;

    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> _lists = new(StringComparer.Ordinal);
    private XElement? _outline;

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
            if (style.Is("outline-style")) _outline = style;
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

    /// <summary>How lists of this style are counted at this level; null when they are not.</summary>
    /// <param name="list">Name of a list style.</param>
    /// <param name="level">From 1.</param>
    public OdfListLevel? ListLevel(string? list, int level) => Level(list is null ? null : _lists.GetValueOrDefault(list), "list-level-style-number", level);

    /// <summary>How headings of this rank are counted; null when they are not.</summary>
    public OdfListLevel? OutlineLevel(int level) => Level(_outline, "outline-level-style", level);

    private static OdfListLevel? Level(XElement? style, string kind, int level) =>
        style.Children(kind).FirstOrDefault(l => l.Value("level") == level.ToString(CultureInfo.InvariantCulture)) is { } found ? OdfListLevel.Of(found) : null;

    /// <summary>A sheet or slide of this style is not shown.</summary>
    public bool IsHidden(string? style)
    {
        var found = style is null ? null : _styles.GetValueOrDefault(style);
        return found.Child("table-properties").Value("display") == "false" || found.Child("drawing-page-properties").Value("visibility") == "hidden";
    }
}
