using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>Turns body elements into blocks. Consecutive list items become one list.</summary>
internal sealed class DocxBlocks(BlockCollector blocks, HeadingStyles headings, ListNumbering numbering, NoteTexts notes)
{
    private const int DeepestNesting = 50;

    private readonly StringBuilder _list = new();
    private readonly List<ParagraphText> _listParagraphs = [];
    private int _depth;

    public void Add(OpenXmlElement element)
    {
        if (_depth == DeepestNesting) return;
        _depth++;
        switch (element)
        {
            case Paragraph paragraph:
                Add(paragraph);
                break;
            case Table table:
                Add(table);
                break;
            case SdtBlock { SdtContentBlock: { } content }:
                AddAll(content);
                break;
            case CustomXmlBlock or AlternateContent or AlternateContentChoice or InsertedRun:
                AddAll(element);
                break;
        }

        _depth--;
    }

    /// <summary>Ends an open list; called once more at the end of the document.</summary>
    public void Flush()
    {
        if (_list.Length == 0) return;
        blocks.Add(BlockKind.List, _list.ToString());
        _list.Clear();
        AddAttachments(_listParagraphs);
        _listParagraphs.Clear();
    }

    private void AddAll(OpenXmlElement parent)
    {
        foreach (var child in parent.ChildElements) Add(child);
    }

    private void Add(Paragraph paragraph)
    {
        var read = new ParagraphText(paragraph);
        var text = read.Text.Trim();
        var level = headings.Level(paragraph);
        var item = numbering.Next(paragraph);
        if (level == 0 && item is { } listed && text.Length > 0)
        {
            if (_list.Length > 0) _list.Append('\n');
            _list.Append(listed.Marker).Append(text.ReplaceLineEndings(" "));
            _listParagraphs.Add(read);
            return;
        }

        // An empty paragraph between items is only space; boxes and notes in it still count.
        if (text.Length > 0) Flush();
        if (level > 0) blocks.Heading(level, text.Length > 0 && item is { Label.Length: > 0 } numbered ? $"{numbered.Label} {text}" : text);
        else blocks.Add(IsCaption(paragraph) ? BlockKind.Caption : BlockKind.Paragraph, text);
        AddAttachments([read]);
    }

    private void Add(Table table)
    {
        Flush();
        var paragraphs = new List<ParagraphText>();
        if (DocxTables.IsLayout(table))
        {
            foreach (var cell in DocxTables.Rows(table).SelectMany(DocxTables.Cells)) AddAll(cell);
            Flush();
            return;
        }

        blocks.Add(BlockKind.Table, DocxTables.Text(table, paragraphs));
        AddAttachments(paragraphs);
    }

    /// <summary>Notes and text boxes come as blocks of their own, right behind the block they belong to.</summary>
    private void AddAttachments(IReadOnlyList<ParagraphText> paragraphs)
    {
        foreach (var note in paragraphs.SelectMany(p => p.Footnotes.Select(notes.Footnote).Concat(p.Endnotes.Select(notes.Endnote))))
        {
            if (note is not null) blocks.Add(BlockKind.Paragraph, note);
        }

        foreach (var box in paragraphs.SelectMany(p => p.TextBoxes))
        {
            AddAll(box);
            Flush();
        }
    }

    private static bool IsCaption(Paragraph paragraph) =>
        string.Equals(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value, "Caption", StringComparison.OrdinalIgnoreCase);
}
