using System.Xml.Linq;

namespace RagDocs.Ingest.Readers.Packages;

/// <summary>Finds elements and attributes by name without the namespace, which differs between the variants of a format.</summary>
internal static class LocalNames
{
    public static bool Is(this XElement element, string name) => element.Name.LocalName == name;

    /// <summary>The first child of that name below each step; null when a step is missing.</summary>
    public static XElement? Child(this XElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) element = element?.Elements().FirstOrDefault(Named(name));
        return element;
    }

    public static IEnumerable<XElement> Children(this XElement? element, string name) => element?.Elements().Where(Named(name)) ?? [];

    /// <summary>All elements of that name at any depth.</summary>
    public static IEnumerable<XElement> Below(this XElement? element, string name) => element?.Descendants().Where(Named(name)) ?? [];

    public static string? Value(this XElement? element, string attribute) => element?.Attributes().FirstOrDefault(a => a.Name.LocalName == attribute)?.Value;

    private static Func<XElement, bool> Named(string name) => e => e.Name.LocalName == name;
}
