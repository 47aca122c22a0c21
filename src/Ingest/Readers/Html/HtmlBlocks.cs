using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>Walks an HTML tree and adds its headings, paragraphs, lists, tables, code and captions as blocks.</summary>
/// <param name="blocks">Where they go.</param>
/// <param name="keepsBoilerplate">True for content that is no web page: nothing frames it.</param>
internal sealed class HtmlBlocks(BlockCollector blocks, bool keepsBoilerplate)
{
    /// <summary>Deeper elements give their text in one piece, so that no page can use up the stack.</summary>
    private const int DeepestWalk = 200;

    private readonly HtmlText _inline = new();
    private int _depth;
    private bool _hasMain;

    public void Add(IElement root)
    {
        _hasMain = !keepsBoilerplate && root.QuerySelector("main") is not null;
        Children(root);
        Flush(BlockKind.Paragraph);
    }

    private void Children(INode parent)
    {
        // By number: the tree finds a node's next sibling by looking through all before it.
        var nodes = parent.ChildNodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is IText text) _inline.Append(text.Data);
            else if (nodes[i] is IElement element && !IsSkipped(element)) Element(element);
        }
    }

    private bool IsSkipped(IElement element) =>
        HtmlElements.IsSkipped(element, keepsBoilerplate) || _hasMain && HtmlElements.FramesMain(element);

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
