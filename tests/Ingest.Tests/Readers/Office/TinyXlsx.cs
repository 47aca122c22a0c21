namespace RagDocs.Ingest.Tests.Readers.Office;

/// <summary>Makes small workbooks. Styles: 0 general, 1 date, 2 percent, 3 euro with two decimals, 4 hours.</summary>
internal static class TinyXlsx
{
    private const string Transitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";

    private const string Styles =
        "<numFmts count='2'><numFmt numFmtId='164' formatCode='#,##0.00\\ [$€-407];[Red]-#,##0.00\\ [$€-407]'/><numFmt numFmtId='165' formatCode='[h]:mm'/></numFmts>" +
        "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>" +
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs>";

    /// <param name="sheets">Name, state and the XML of its rows (and what follows them).</param>
    public static byte[] Create(string? title, string[] sharedStrings, params (string Name, string State, string Rows)[] sheets) =>
        Create(Transitional, title, sharedStrings, sheets);

    /// <summary>One sheet "Rent" with a comment on A2, a talk on B3 that old programs see as a comment too, and a text box at D5.</summary>
    public static byte[] WithNotes(params string[] rows)
    {
        const string Comments =
            "<comments xmlns='" + Transitional + "'><authors><author>Ana</author></authors><commentList>" +
            "<comment ref='B3' authorId='0'><text><t>[Threaded comment] Your version of Excel allows you to read this.</t></text></comment>" +
            "<comment ref='A2' authorId='0'><text><r><t>Let to a </t></r><r><t>neighbour.</t></r></text></comment></commentList></comments>";
        const string Talks =
            "<ThreadedComments xmlns='http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments'>" +
            "<threadedComment ref='B3' id='1'><text>Is this right?</text></threadedComment><threadedComment ref='B3' id='2' parentId='1'><text>Yes, since May.</text></threadedComment></ThreadedComments>";
        const string Drawing =
            "<xdr:wsDr xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>" +
            "<xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:row>4</xdr:row></xdr:from><xdr:to><xdr:col>5</xdr:col><xdr:row>6</xdr:row></xdr:to>" +
            "<xdr:sp><xdr:txBody><a:p><a:r><a:t>All amounts</a:t></a:r></a:p><a:p><a:r><a:t>a month.</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>";
        return TinyZip.With(
            Create(null, [], ("Rent", "visible", Rows(rows))),
            TinyZip.Relationships("xl/worksheets/_rels/sheet1.xml.rels", ("c", "comments", "../comments1.xml"), ("t", "threadedComment", "../threadedComments/threadedComment1.xml"), ("d", "drawing", "../drawings/drawing1.xml")),
            ("xl/comments1.xml", Comments), ("xl/threadedComments/threadedComment1.xml", Talks), ("xl/drawings/drawing1.xml", Drawing));
    }

    public static byte[] CreateStrict(params (string Name, string State, string Rows)[] sheets) => Create(Strict, null, [], sheets);

    private static byte[] Create(string space, string? title, string[] sharedStrings, (string Name, string State, string Rows)[] sheets)
    {
        var office = space == Strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships" : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var list = string.Concat(sheets.Select((s, i) => $"<sheet name='{s.Name}' sheetId='{i + 1}' state='{s.State}' r:id='r{i + 1}'/>"));
        return TinyZip.Create(
        [
            TinyZip.ContentTypes("xl/workbook.xml", "spreadsheetml.sheet.main"),
            TinyZip.Relationships("_rels/.rels", ("r1", "officeDocument", "xl/workbook.xml")),
            TinyZip.Title(title ?? ""),
            ("xl/workbook.xml", $"<workbook xmlns='{space}' xmlns:r='{office}'><sheets>{list}</sheets></workbook>"),
            TinyZip.Relationships("xl/_rels/workbook.xml.rels", [
                .. sheets.Select((_, i) => ($"r{i + 1}", "worksheet", $"worksheets/sheet{i + 1}.xml")), ("s1", "sharedStrings", "sharedStrings.xml"), ("s2", "styles", "/xl/styles.xml")]),
            ("xl/sharedStrings.xml", $"<sst xmlns='{space}'>{string.Concat(sharedStrings.Select(s => $"<si>{s}</si>"))}</sst>"),
            ("xl/styles.xml", $"<styleSheet xmlns='{space}'>{Styles}</styleSheet>"),
            .. sheets.Select((s, i) => ($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns='{space}'><sheetData>{s.Rows}</worksheet>")),
        ]);
    }

    /// <summary>Rows of inline texts and numbers, cells separated by "|".</summary>
    public static string Rows(params string[] rows) => string.Concat(rows.Select((r, i) =>
        $"<row r='{i + 1}'>" + string.Concat(r.Split('|').Select((c, j) => Cell($"{(char)('A' + j)}{i + 1}", c))) + "</row>")) + "</sheetData>";

    private static string Cell(string reference, string text) => double.TryParse(text, out _)
        ? $"<c r='{reference}'><v>{text}</v></c>"
        : $"<c r='{reference}' t='inlineStr'><is><t>{text}</t></is></c>";
}
