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
