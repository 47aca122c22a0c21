using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;

namespace RagDocs.Ingest.Readers.Pptx;

/// <summary>Where a layout puts the placeholders that a slide leaves in their place.</summary>
internal sealed class Placeholders
{
    private readonly List<(string? Type, string? Index, XElement Transform)> _known = [];

    public Placeholders(XElement? layout)
    {
        foreach (var shape in layout.Child("cSld", "spTree").Below("sp"))
        {
            if (Of(shape) is { } placeholder && shape.Child("spPr", "xfrm") is { } transform) _known.Add((placeholder.Value("type"), placeholder.Value("idx"), transform));
        }
    }

    /// <summary>The placeholder a shape fills; null when it is a shape of its own.</summary>
    public static XElement? Of(XElement shape) => shape.Elements().FirstOrDefault().Child("nvPr", "ph");

    /// <summary>The place of the layout's placeholder of the same index, else of the same type; null when it has none.</summary>
    public XElement? Transform(XElement placeholder)
    {
        var (type, index) = (placeholder.Value("type"), placeholder.Value("idx"));
        return (index is null ? null : _known.Find(k => k.Index == index).Transform) ?? _known.Find(k => k.Type == type).Transform;
    }
}
