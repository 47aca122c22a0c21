namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>Makes small OpenDocument files of the XML of their body.</summary>
internal static class TinyOdf
{
    private const string Spaces =
        "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' " +
        "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' " +
        "xmlns:presentation='urn:oasis:names:tc:opendocument:xmlns:presentation:1.0' xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' " +
        "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'";

    private const string Styles =
        "<style:style style:name='Hidden' style:family='table'><style:table-properties table:display='false'/></style:style>" +
        "<style:style style:name='HiddenPage' style:family='drawing-page'><style:drawing-page-properties presentation:visibility='hidden'/></style:style>" +
        "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>" +
        "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/><text:list-level-style-bullet text:level='2'/></text:list-style>" +
        "<text:list-style style:name='L2'><text:list-level-style-number text:level='1' style:num-format='a' style:num-suffix=')'/><text:list-level-style-number text:level='2' style:num-format='i' style:num-suffix='.'/></text:list-style>";

    /// <summary>Headings of the fourth and fifth rank are numbered, "1" and "1.1".</summary>
    private const string Outline =
        "<text:outline-style style:name='Outline'><text:outline-level-style text:level='1' style:num-format=''/><text:outline-level-style text:level='4' style:num-format='1'/>" +
        "<text:outline-level-style text:level='5' style:num-format='1' text:display-levels='2'/></text:outline-style>";

    public static byte[] Text(string body, string title = "") => Create("text", "text", body, title);

    public static byte[] Spreadsheet(string body) => Create("spreadsheet", "spreadsheet", body, "");

    public static byte[] Presentation(string body) => Create("presentation", "presentation", body, "");

    /// <summary>Rows of a sheet, cells separated by "|"; numbers are typed as such.</summary>
    public static string Rows(params string[] rows) => string.Concat(rows.Select(r => "<table:table-row>" + string.Concat(r.Split('|').Select(Cell)) + "</table:table-row>"));

    public static string Cell(string text) => text.Length == 0
        ? "<table:table-cell/>"
        : double.TryParse(text, out _)
            ? $"<table:table-cell office:value-type='float' office:value='{text}'><text:p>{text}</text:p></table:table-cell>"
            : $"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>";

    private static byte[] Create(string kind, string body, string content, string title) => TinyZip.Create(
        ("mimetype", $"application/vnd.oasis.opendocument.{kind}"),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0' manifest:version='1.3'>" +
            $"<manifest:file-entry manifest:full-path='/' manifest:media-type='application/vnd.oasis.opendocument.{kind}'/><manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'/></manifest:manifest>"),
        ("meta.xml", $"<office:document-meta {Spaces}><office:meta><dc:title>{title}</dc:title></office:meta></office:document-meta>"),
        ("styles.xml", $"<office:document-styles {Spaces}><office:styles>{Outline}</office:styles></office:document-styles>"),
        ("content.xml", $"<office:document-content {Spaces}><office:automatic-styles>{Styles}</office:automatic-styles><office:body><office:{body}>{content}</office:{body}></office:body></office:document-content>"));
}
