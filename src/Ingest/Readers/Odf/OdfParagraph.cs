using System.Globalization;
using System.Text;
using System.Xml.Linq;
using RagDocs.Ingest.Readers.Packages;

namespace RagDocs.Ingest.Readers.Odf;

/// <summary>The visible text of a paragraph (ODF 1.3, 6), with the notes it cites and the boxes anchored in it. Comments are left out.</summary>
internal sealed class OdfParagraph
{
    private const int DeepestNesting = 100;
    private const int MostSpaces = 100;

    private readonly StringBuilder _text = new();
    private int _depth;

    public OdfParagraph(XElement paragraph)
    {
        Children(paragraph);
        Text = _text.ToString().Trim();
    }

    /// <summary>Line breaks are line feeds.</summary>
    public string Text { get; }

    /// <summary>Bodies of footnotes and endnotes.</summary>
    public List<XElement> Notes { get; } = [];

    /// <summary>Frames, text boxes and shapes.</summary>
    public List<XElement> Boxes { get; } = [];

    private void Children(XElement parent)
    {
        if (_depth == DeepestNesting) return;
        _depth++;
        foreach (var node in parent.Nodes())
        {
            if (node is XText text) AddFolded(text.Value);
            else if (node is XElement element) Add(element);
        }

        _depth--;
    }

    private void Add(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "s":
                _text.Append(' ', int.TryParse(element.Value("c"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 1, MostSpaces) : 1);
                break;
            case "tab":
                _text.Append(' ');
                break;
            case "line-break":
                _text.Append('\n');
                break;
            case "note":
                if (element.Child("note-body") is { } note) Notes.Add(note);
                break;
            case "frame" or "custom-shape" or "text-box" or "g" or "rect" or "ellipse":
                Boxes.Add(element);
                break;
            case "annotation" or "annotation-end" or "ruby-text" or "tracked-changes" or "hidden-text" or "script":
                break;
            default:
                Children(element);
                break;
        }
    }

    /// <summary>White space counts once (6.1.2); the rest is written as elements.</summary>
    private void AddFolded(string text)
    {
        foreach (var c in text)
        {
            if (c is not (' ' or '\t' or '\n' or '\r')) _text.Append(c);
            else if (_text.Length > 0 && _text[^1] is not (' ' or '\n')) _text.Append(' ');
        }
    }
}
