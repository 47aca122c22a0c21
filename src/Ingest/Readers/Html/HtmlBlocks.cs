using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>Walks an HTML tree and adds its headings, paragraphs, lists, tables, code and captions as blocks.</summary>
internal sealed class HtmlBlocks(BlockCollector blocks, bool keepsBoilerplate)
{
    /// <summary>Deeper elements give their text in one piece, so that no page can use up the stack.</summary>
    private const int DeepestWalk = 200;

    private readonly HtmlText _inline = new();
    private int _depth;

    public void Add(IElement root)
    {
        Children(root);
        Flush(BlockKind.Paragraph);
    }

    private void Children(INode parent)
    {
        for (var node = parent.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node is IText text) _inline.Append(text.Data);
            else if (node is IElement element && !HtmlElements.IsSkipped(element, keepsBoilerplate)) Element(element);
        }
    }

    private void Element(IElement element)
    {
        if (_depth >= DeepestWalk)
        {
            _inline.Append(HtmlText.Flatten(element));
            return;
        }

        _depth++;
        if (element.LocalName == "br") _inline.Break();
        else if (element is IHtmlImageElement image) _inline.Append(image.AlternativeText ?? "");
        else if (HtmlElements.IsInline(element)) Children(element);
        else Block(element);
        _depth--;
    }

    private void Block(IElement element)
    {
        Flush(BlockKind.Paragraph);
        if (HtmlElements.HeadingLevel(element) is > 0 and var level)
        {
            if (HtmlText.Flatten(element) is { Length: > 0 } heading) blocks.Heading(level, heading);
            return;
        }

        switch (element.LocalName)
        {
            case "ul" or "ol" or "menu" when !HtmlLists.IsLayout(element):
                blocks.Add(BlockKind.List, HtmlLists.Lines(element));
                break;
            case "dl" when !HtmlLists.IsLayout(element):
                blocks.Add(BlockKind.List, HtmlLists.Definitions(element));
                break;
            case "table" when element is IHtmlTableElement table:
                Table(table);
                break;
            case "pre":
                blocks.Add(BlockKind.Code, element.TextContent.ReplaceLineEndings("\n"));
                break;
            case "figcaption" or "caption":
                Children(element);
                Flush(BlockKind.Caption);
                break;
            default:
                Children(element);
                Flush(BlockKind.Paragraph);
                break;
        }
    }

    private void Table(IHtmlTableElement table)
    {
        if (table.Caption is { } caption) blocks.Add(BlockKind.Caption, HtmlText.Flatten(caption));
        if (HtmlTables.IsLayout(table)) Children(table);
        else blocks.Add(BlockKind.Table, HtmlTables.Rows(table));
        Flush(BlockKind.Paragraph);
    }

    private void Flush(BlockKind kind)
    {
        if (!_inline.IsEmpty) blocks.Add(kind, _inline.Take());
    }
}
