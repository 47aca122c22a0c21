using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Makes small Word files: styles (English, derived and localised), one bullet list (1), one numbered list (2), one footnote (1).</summary>
internal static class TinyDocx
{
    private const string BoxXml =
        "<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' " +
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' " +
        "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' xmlns:v='urn:schemas-microsoft-com:vml'><w:r><w:t>AROUND</w:t></w:r><w:r><mc:AlternateContent>" +
        "<mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>BOX</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>" +
        "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>BOX</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";

    public static byte[] Create(string? title, Action<Body> write)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            document.PackageProperties.Title = title;
            var main = document.AddMainDocumentPart();
            main.Document = new Document(new Body());
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = Numbering();
            main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(new Footnote(Text("The note.")) { Id = 1 });
            write(main.Document.Body!);
        }

        return stream.ToArray();
    }

    /// <summary>A good file with one more part.</summary>
    public static byte[] WithPart(string name, byte[] content)
    {
        using var stream = new MemoryStream();
        stream.Write(Create(null, body => body.Append(Text("Text."))));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var part = zip.CreateEntry(name).Open();
            part.Write(content);
        }

        return stream.ToArray();
    }

    public static Run Run(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    public static Paragraph Text(string text) => new(Run(text));

    public static Paragraph Styled(string style, string text) =>
        new(new ParagraphProperties(new ParagraphStyleId { Val = style }), Run(text));

    public static Paragraph Item(int list, int level, string text) => new(
        new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = list })), Run(text));

    public static Table Table(params string[][] rows) =>
        new(rows.Select(r => new TableRow(r.Select(c => new TableCell(Text(c))))));

    public static Paragraph WithTextBox(string around, string box) =>
        new(BoxXml.Replace("AROUND", around, StringComparison.Ordinal).Replace("BOX", box, StringComparison.Ordinal));

    private static Styles Styles() => new(
        Style("Heading1", "heading 1", null, null), Style("Heading2", "heading 2", null, null), Style("Berschrift3", "heading 3", null, null),
        Style("Firmentitel", "Firmentitel", "Heading1", null), Style("Gliederung", "Gliederung", null, 1));

    private static Style Style(string id, string name, string? basedOn, int? outline)
    {
        var style = new Style(new StyleName { Val = name }) { StyleId = id, Type = StyleValues.Paragraph };
        if (basedOn is not null) style.Append(new BasedOn { Val = basedOn });
        if (outline is not null) style.Append(new StyleParagraphProperties(new OutlineLevel { Val = outline.Value }));
        return style;
    }

    private static Numbering Numbering() => new(
        new AbstractNum(Level(0, NumberFormatValues.Bullet)) { AbstractNumberId = 1 },
        new AbstractNum(Level(0, NumberFormatValues.Decimal), Level(1, NumberFormatValues.LowerLetter)) { AbstractNumberId = 2 },
        new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 },
        new NumberingInstance(new AbstractNumId { Val = 2 }) { NumberID = 2 });

    private static Level Level(int index, NumberFormatValues format) => new(new NumberingFormat { Val = format }) { LevelIndex = index };
}
