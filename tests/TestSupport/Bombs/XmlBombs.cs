using System.Text;

namespace RagDocs.TestSupport.Bombs;

/// <summary>Office files and e-books whose XML multiplies itself or is nested without end.</summary>
internal static class XmlBombs
{
    private static readonly (string Name, string Text)[] Contents =
    [
        ("a billion laughs", Laughs()),
        ("quadratic entities", $"<!DOCTYPE x [<!ENTITY a \"{new string('a', 100_000)}\">]>|{string.Concat(Enumerable.Repeat("&a;", 100_000))}"),
        ("a million elements deep", "|" + string.Concat(Enumerable.Repeat("<p>", 1_000_000))),
        ("an entity from a file", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>|&a;"),
    ];

    public static IReadOnlyList<Bomb> All { get; } = [.. Contents.SelectMany(Of)];

    private static Bomb[] Of((string Name, string Text) content)
    {
        var (declaration, text) = (content.Text.Split('|', 2)[0], content.Text.Split('|', 2)[1]);
        var file = content.Name.Split(' ')[^1];
        return
        [
            new($"DOCX, {content.Name}", $"{file}.docx", () => Office("word", "document", "wordprocessingml.document", $"{declaration}<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>")),
            new($"XLSX, {content.Name}", $"{file}.xlsx", () => Office("xl", "workbook", "spreadsheetml.sheet", $"{declaration}<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheets><sheet name='{(text.StartsWith('&') ? text : "a")}' sheetId='1'/></sheets>{text}</workbook>")),
            new($"ODT, {content.Name}", $"{file}.odt", () => ZipBombs.Of(
                ("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "<manifest/>"),
                ("content.xml", $"{declaration}<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text><text:p>{text}</text:p></office:text></office:body></office:document-content>"))),
            new($"EPUB, {content.Name}", $"{file}.epub", () => ZipBombs.Of(
                ("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>"),
                ("book.opf", $"{declaration}<package><metadata><title>{text}</title></metadata></package>"))),
        ];
    }

    private static byte[] Office(string folder, string part, string kind, string xml) => ZipBombs.Of(
        ("[Content_Types].xml", $"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/{folder}/{part}.xml' ContentType='application/vnd.openxmlformats-officedocument.{kind}.main+xml'/></Types>"),
        ("_rels/.rels", $"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='{folder}/{part}.xml'/></Relationships>"),
        ($"{folder}/{part}.xml", xml));

    private static string Laughs()
    {
        var text = new StringBuilder("<!DOCTYPE x [<!ENTITY l0 \"lol\">");
        for (var i = 1; i < 10; i++) text.Append($"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">");
        return text.Append("]>|&l9;").ToString();
    }
}
