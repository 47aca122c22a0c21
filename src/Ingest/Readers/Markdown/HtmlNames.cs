namespace RagDocs.Ingest.Readers.Markdown;

/// <summary>Names of HTML elements that occur in Markdown.</summary>
internal static class HtmlNames
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = new HashSet<string>(
        ("a abbr address article aside audio b bdi bdo big blockquote br button caption center cite code col colgroup dd del details dfn div dl dt em " +
        "embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label legend li link main map mark menu meta nav " +
        "noscript object ol option p picture pre q rp rt ruby s samp script section select small source span strike strong style sub summary sup svg table " +
        "tbody td template textarea tfoot th thead time title tr tt u ul var video wbr").Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for tags of known elements, comments and declarations.</summary>
    public static bool IsKnown(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart("</");
        if (name.StartsWith("!") || name.StartsWith("?")) return true;
        var length = 0;
        while (length < name.Length && char.IsAsciiLetterOrDigit(name[length])) length++;
        return Names.Contains(name[..length]);
    }
}
