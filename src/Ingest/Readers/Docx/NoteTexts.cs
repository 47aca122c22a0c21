using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Readers.Docx;

/// <summary>Texts of footnotes and endnotes by their number in the file.</summary>
internal sealed class NoteTexts(MainDocumentPart main)
{
    private readonly Dictionary<long, OpenXmlElement> _footnotes = ById(main.FootnotesPart?.Footnotes?.Elements<Footnote>());
    private readonly Dictionary<long, OpenXmlElement> _endnotes = ById(main.EndnotesPart?.Endnotes?.Elements<Endnote>());

    public string? Footnote(long id) => Text(_footnotes, id);

    public string? Endnote(long id) => Text(_endnotes, id);

    private static string? Text(Dictionary<long, OpenXmlElement> notes, long id) =>
        notes.TryGetValue(id, out var note) ? string.Join(' ', note.Elements<Paragraph>().Select(p => new ParagraphText(p).Text.Trim())).Trim() : null;

    private static Dictionary<long, OpenXmlElement> ById(IEnumerable<FootnoteEndnoteType>? notes) => notes?
        .Where(n => n.Id is not null)
        .GroupBy(n => n.Id!.Value)
        .ToDictionary(g => g.Key, OpenXmlElement (g) => g.First()) ?? [];
}
