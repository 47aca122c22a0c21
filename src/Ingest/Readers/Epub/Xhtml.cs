using System.Text.RegularExpressions;

namespace RagDocs.Ingest.Readers.Epub;

/// <summary>Makes XHTML fit for an HTML parser, which takes no empty element tags: "&lt;title/&gt;" would swallow the rest of the chapter.</summary>
internal static partial class Xhtml
{
    public static string AsHtml(string xhtml) => EmptyElement().Replace(xhtml, "<${name}${attributes}></${name}>");

    [GeneratedRegex("""<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)(?<name>[a-zA-Z][a-zA-Z0-9]{0,20})(?<attributes>(?:\s[^<>]{0,2000})?)/>""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 5000)]
    private static partial Regex EmptyElement();
}
