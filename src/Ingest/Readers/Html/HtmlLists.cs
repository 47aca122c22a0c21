using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>Lists as text: a line for each item, "- " or its number in front, nested lists indented.</summary>
internal static class HtmlLists
{
    private const int DeepestList = 20;

    public static string Lines(IElement list)
    {
        var lines = new StringBuilder();
        Add(lines, list, 0);
        return lines.ToString();
    }

    /// <summary>A line for each term and its definitions: "term: definition".</summary>
    public static string Definitions(IElement list)
    {
        var lines = new StringBuilder();
        foreach (var entry in list.QuerySelectorAll("dt, dd").Where(e => ReferenceEquals(e.Closest("dl"), list)))
        {
            var text = HtmlText.Flatten(entry);
            if (text.Length == 0) continue;
            if (entry.LocalName == "dt") lines.Append(lines.Length > 0 ? "\n- " : "- ").Append(text);
            else lines.Append(lines.Length == 0 ? "- " : lines[^1] == ':' ? " " : ": ").Append(text);
        }

        return lines.ToString();
    }

    /// <summary>A list that only places things: headings, tables or code stand in its items.</summary>
    public static bool IsLayout(IElement list) => list.QuerySelector("h1, h2, h3, h4, h5, h6, table, pre") is not null;

    private static void Add(StringBuilder lines, IElement list, int depth)
    {
        var number = list is IHtmlOrderedListElement ordered ? ordered.Start : 1;
        foreach (var item in list.Children.Where(c => !HtmlElements.IsSkipped(c, keepsBoilerplate: true)))
        {
            if (IsList(item) && depth < DeepestList) Add(lines, item, depth + 1);
            else AddItem(lines, item, depth, list.LocalName == "ol" ? $"{number++}. " : "- ");
        }
    }

    private static void AddItem(StringBuilder lines, IElement item, int depth, string marker)
    {
        var text = new HtmlText();
        var hasMarker = false;
        foreach (var child in item.ChildNodes)
        {
            if (child is IElement element && HtmlElements.IsSkipped(element, keepsBoilerplate: true)) continue;
            if (child is IElement inner && depth < DeepestList && IsList(inner))
            {
                AddLine(lines, text.Take(), depth, marker, ref hasMarker);
                Add(lines, inner, depth + 1);
            }
            else if (child is IElement block && !HtmlElements.IsInline(block))
            {
                AddLine(lines, text.Take(), depth, marker, ref hasMarker);
                AddLine(lines, HtmlText.Flatten(block), depth, marker, ref hasMarker);
            }
            else if (child is IText words)
            {
                text.Append(words.Data);
            }
            else if (child is IElement { LocalName: "br" })
            {
                text.Append(" ");
            }
            else if (child is IHtmlImageElement image)
            {
                text.Append(image.AlternativeText ?? "");
            }
            else if (child is IElement)
            {
                // The space around inline content stands inside it or in the text beside it.
                text.AppendFlat(child);
            }
        }

        AddLine(lines, text.Take(), depth, marker, ref hasMarker);
    }

    private static void AddLine(StringBuilder lines, string text, int depth, string marker, ref bool hasMarker)
    {
        if (text.Length == 0) return;
        if (lines.Length > 0) lines.Append('\n');
        lines.Append(' ', depth * 2).Append(hasMarker ? "  " : marker).Append(text);
        hasMarker = true;
    }

    private static bool IsList(IElement element) => element.LocalName is "ul" or "ol" or "menu";
}
