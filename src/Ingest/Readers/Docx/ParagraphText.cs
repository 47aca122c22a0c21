using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using M = DocumentFormat.OpenXml.Math;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>
/// The visible text of a paragraph as it reads after all changes are accepted, with the notes it cites and the text boxes anchored in it.
/// </summary>
internal sealed class ParagraphText
{
    private const int DeepestNesting = 100;

    private readonly StringBuilder _text = new();
    private int _depth;

    public ParagraphText(OpenXmlElement paragraph)
    {
        Children(paragraph);
        Text = _text.ToString();
    }

    /// <summary>Line breaks are line feeds.</summary>
    public string Text { get; }

    public List<long> Footnotes { get; } = [];

    public List<long> Endnotes { get; } = [];

    public List<TextBoxContent> TextBoxes { get; } = [];

    private void Children(OpenXmlElement parent)
    {
        // Hostile files nest inline elements without end; nothing a person writes comes near this depth.
        if (_depth == DeepestNesting) return;
        _depth++;
        foreach (var child in parent.ChildElements) Element(child);
        _depth--;
    }

    private void Element(OpenXmlElement element)
    {
        switch (element)
        {
            case Text text:
                _text.Append(text.Text);
                break;
            case M.Text text:
                _text.Append(text.Text);
                break;
            case TabChar or PositionalTab:
                _text.Append(' ');
                break;
            case Break or CarriageReturn:
                _text.Append('\n');
                break;
            case NoBreakHyphen:
                _text.Append('-');
                break;
            case FootnoteReference { Id: { } id }:
                Footnotes.Add(id.Value);
                break;
            case EndnoteReference { Id: { } id }:
                Endnotes.Add(id.Value);
                break;
            case TextBoxContent box:
                TextBoxes.Add(box);
                break;
            case AlternateContent alternatives:
                // The same drawing is written twice, once for old programs: one is enough.
                OpenXmlElement? one = alternatives.GetFirstChild<AlternateContentChoice>();
                one ??= alternatives.GetFirstChild<AlternateContentFallback>();
                if (one is not null) Children(one);
                break;
            case DeletedRun or MoveFromRun or DeletedText or FieldCode or DeletedFieldCode or ParagraphProperties or CommentReference or SdtProperties:
                break;
            case Run { RunProperties.Vanish: { } vanish } when vanish.Val?.Value ?? true:
                break;
            default:
                Children(element);
                break;
        }
    }
}
