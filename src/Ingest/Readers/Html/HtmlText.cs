using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RagDocs.Ingest.Readers.Html;

/// <summary>Text of inline content: white space folded as a browser does, line breaks kept.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Folds every run of white space into one space.</summary>
    public static string Collapse(string text)
    {
        var folded = new HtmlText();
        folded.Append(text);
        return folded.Take();
    }

    /// <summary>All text below a node on one line, without recursion: also for what lies too deep to be walked.</summary>
    public static string Flatten(INode node)
    {
        var text = new HtmlText();
        text.AppendFlat(node);
        return text.Take();
    }

    /// <summary>Appends all text below a node, without recursion.</summary>
    public void AppendFlat(INode node)
    {
        var open = new Stack<(INodeList Nodes, int Next, bool IsInline)>();
        open.Push((node.ChildNodes, 0, IsInline: true));
        while (open.TryPop(out var at))
        {
            if (at.Next == at.Nodes.Length)
            {
                if (!at.IsInline) Append(" ");
                continue;
            }

            open.Push(at with { Next = at.Next + 1 });
            var current = at.Nodes[at.Next];
            AppendNode(current);
            if (current.HasChildNodes && !(current is IElement skipped && HtmlElements.IsSkipped(skipped, keepsBoilerplate: true)))
                open.Push((current.ChildNodes, 0, current is not IElement element || HtmlElements.IsInline(element)));
        }
    }

    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c != '\u00a0' && !char.IsWhiteSpace(c) && !char.IsControl(c)) _text.Append(c);
            else if (_text.Length > 0 && _text[^1] is not (' ' or '\n')) _text.Append(' ');
        }
    }

    public void Break()
    {
        while (_text.Length > 0 && _text[^1] == ' ') _text.Length--;
        if (_text.Length > 0) _text.Append('\n');
    }

    /// <summary>The text so far; the next begins empty.</summary>
    public string Take()
    {
        var text = _text.ToString().Trim();
        _text.Clear();
        return text;
    }

    private void AppendNode(INode node)
    {
        if (node is IText text) Append(text.Data);
        else if (node is IHtmlImageElement { AlternativeText: { Length: > 0 } alternative }) Append(alternative);
        else if (node is IElement element && (element.LocalName == "br" || !HtmlElements.IsInline(element))) Append(" ");
    }
}
