using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Makes small Word files: styles (English, derived and localised), one bullet list (1), one numbered list (2), numbered headings
/// (3, styles NumHeading1 to NumHeading3), the numbered list begun again at 5 (4), lists with letters and Roman numbers (5), one footnote (1).</summary>
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
        Numbered(Style("NumHeading1", "NumHeading1", "Heading1", null), 3, null), Numbered(Style("NumHeading2", "NumHeading2", "Heading2", null), 3, 1),
        Numbered(Style("NumHeading3", "NumHeading3", "Berschrift3", null), 3, null), Style("Firmentitel", "Firmentitel", "Heading1", null), Style("Gliederung", "Gliederung", null, 1));

    private static Style Style(string id, string name, string? basedOn, int? outline)
    {
        var style = new Style(new StyleName { Val = name }) { StyleId = id, Type = StyleValues.Paragraph };
        if (basedOn is not null) style.Append(new BasedOn { Val = basedOn });
        if (outline is not null) style.Append(new StyleParagraphProperties(new OutlineLevel { Val = outline.Value }));
        return style;
    }

    private static Style Numbered(Style style, int list, int? level)
    {
        var numbering = new NumberingProperties(new NumberingId { Val = list });
        if (level is not null) numbering.PrependChild(new NumberingLevelReference { Val = level.Value });
        style.Append(new StyleParagraphProperties(numbering));
        return style;
    }

    private static Numbering Numbering() => new(
        new AbstractNum(Level(0, NumberFormatValues.Bullet)) { AbstractNumberId = 1 },
        new AbstractNum(Level(0, NumberFormatValues.Decimal), Level(1, NumberFormatValues.LowerLetter)) { AbstractNumberId = 2 },
        new AbstractNum(
            Level(0, NumberFormatValues.UpperRoman, "Part %1:"), Level(1, NumberFormatValues.Decimal, "%1.%2", isLegal: true),
            Level(2, NumberFormatValues.Decimal, "%1.%2.%3", isLegal: true, style: "NumHeading3")) { AbstractNumberId = 3 },
        new AbstractNum(Level(0, NumberFormatValues.LowerLetter, "(%1)"), Level(1, NumberFormatValues.LowerRoman, "%2.")) { AbstractNumberId = 5 },
        new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 },
        new NumberingInstance(new AbstractNumId { Val = 2 }) { NumberID = 2 },
        new NumberingInstance(new AbstractNumId { Val = 3 }) { NumberID = 3 },
        new NumberingInstance(new AbstractNumId { Val = 2 }, new LevelOverride(new StartOverrideNumberingValue { Val = 5 }) { LevelIndex = 0 }) { NumberID = 4 },
        new NumberingInstance(new AbstractNumId { Val = 5 }) { NumberID = 5 });

    private static Level Level(int index, NumberFormatValues format, string? pattern = null, bool isLegal = false, string? style = null)
    {
        var level = new Level(new NumberingFormat { Val = format }) { LevelIndex = index };
        if (style is not null) level.Append(new ParagraphStyleIdInLevel { Val = style });
        if (isLegal) level.Append(new IsLegalNumberingStyle());
        if (pattern is not null) level.Append(new LevelText { Val = pattern });
        return level;
    }
}
