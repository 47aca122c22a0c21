namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>Makes small presentations; a slide is the XML of its shapes.</summary>
internal static class TinyPptx
{
    private const string Spaces =
        "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' " +
        "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships' xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'";

    private const string Layout =
        "<p:sp><p:nvSpPr><p:cNvPr id='1' name='t'/><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x='0' y='100000'/></a:xfrm></p:spPr></p:sp>" +
        "<p:sp><p:nvSpPr><p:cNvPr id='2' name='b'/><p:nvPr><p:ph idx='1'/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x='0' y='2000000'/></a:xfrm></p:spPr></p:sp>";

    public static byte[] Create(params (string Shapes, string Notes, bool Hidden)[] slides) => TinyZip.Create(
    [
        TinyZip.ContentTypes("ppt/presentation.xml", "presentationml.presentation.main"),
        TinyZip.Relationships("_rels/.rels", ("r1", "officeDocument", "ppt/presentation.xml")),
        ("ppt/presentation.xml", $"<p:presentation {Spaces}><p:sldIdLst>{string.Concat(slides.Select((_, i) => $"<p:sldId id='{256 + i}' r:id='r{i + 1}'/>"))}</p:sldIdLst></p:presentation>"),
        TinyZip.Relationships("ppt/_rels/presentation.xml.rels", [.. slides.Select((_, i) => ($"r{i + 1}", "slide", $"slides/slide{i + 1}.xml"))]),
        ("ppt/slideLayouts/layout.xml", $"<p:sldLayout {Spaces}><p:cSld><p:spTree>{Layout}</p:spTree></p:cSld></p:sldLayout>"),
        ("ppt/charts/chart.xml", $"<c:chartSpace {Spaces}>{Chart}</c:chartSpace>"),
        .. slides.SelectMany((s, i) => Slide(s.Shapes, s.Notes, s.Hidden, i + 1)),
    ]);

    public static string Title(string text) => Shape("<p:ph type='title'/>", "", text);

    /// <summary>The layout's place for text; paragraphs separated by "|".</summary>
    public static string Body(string text) => Shape("<p:ph idx='1'/>", "", text);

    public static string Footer(string text) => Shape("<p:ph type='ftr'/>", "", text);

    /// <summary>A box of its own; the place in EMU.</summary>
    public static string Box(int x, int y, string text) => Shape("", $"<a:xfrm><a:off x='{x}' y='{y}'/></a:xfrm>", text);

    public static string Group(int y, string shapes) =>
        $"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='g'/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x='0' y='{y}'/><a:ext cx='100' cy='100'/><a:chOff x='0' y='0'/><a:chExt cx='100' cy='100'/></a:xfrm></p:grpSpPr>{shapes}</p:grpSp>";

    public static string Table(int y, params string[] rows) => Frame(y, "<a:tbl>" + string.Concat(rows.Select(r =>
        "<a:tr>" + string.Concat(r.Split('|').Select(c => $"<a:tc><a:txBody>{Paragraphs(c)}</a:txBody></a:tc>")) + "</a:tr>")) + "</a:tbl>");

    public static string ChartFrame(int y) => Frame(y, "<c:chart r:id='c1'/>");

    private static string Frame(int y, string data) =>
        $"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='8' name='f'/></p:nvGraphicFramePr><p:xfrm><a:off x='0' y='{y}'/></p:xfrm><a:graphic><a:graphicData>{data}</a:graphicData></a:graphic></p:graphicFrame>";

    private static string Shape(string placeholder, string transform, string text) =>
        $"<p:sp><p:nvSpPr><p:cNvPr id='3' name='s'/><p:cNvSpPr/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{transform}</p:spPr><p:txBody><a:bodyPr/>{string.Concat(text.Split('|').Select(Paragraphs))}</p:txBody></p:sp>";

    private static string Paragraphs(string text) => $"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>";

    private static IEnumerable<(string, string)> Slide(string shapes, string notes, bool hidden, int number)
    {
        yield return ($"ppt/slides/slide{number}.xml", $"<p:sld {Spaces}{(hidden ? " show='0'" : "")}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>");
        yield return TinyZip.Relationships(
            $"ppt/slides/_rels/slide{number}.xml.rels", ("l1", "slideLayout", "../slideLayouts/layout.xml"), ("c1", "chart", "../charts/chart.xml"), ("n1", "notesSlide", $"../notesSlides/notes{number}.xml"));
        yield return ($"ppt/notesSlides/notes{number}.xml", $"<p:notes {Spaces}><p:cSld><p:spTree>{Shape("<p:ph type='sldNum'/>", "", "7")}{(notes.Length > 0 ? Shape("<p:ph type='body' idx='1'/>", "", notes) : "")}</p:spTree></p:cSld></p:notes>");
    }

    private const string Chart =
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales by year</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser>" +
        "<c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>Wren</c:v></c:pt></c:strCache></c:strRef></c:tx>" +
        "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>2025</c:v></c:pt><c:pt idx='1'><c:v>2026</c:v></c:pt></c:strCache></c:strRef></c:cat>" +
        "<c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>120</c:v></c:pt><c:pt idx='1'><c:v>180</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>";
}
