using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RagDocs.TestSupport.Bombs;

/// <summary>Lists of a million rows: no attack, but as long as Excel allows.</summary>
internal static class SheetBombs
{
    private const int Rows = 1_000_000;

    public static byte[] MillionLines()
    {
        var text = new StringBuilder("Number;Customer;Amount;Paid\n");
        for (var i = 0; i < Rows; i++) text.Append(CultureInfo.InvariantCulture, $"{i};Customer {i * 7919L % 100_003};{i * 31 % 9973}.50;{(i % 2 == 0 ? "yes" : "no")}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] MillionRows()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>");
            Add(zip, "_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>");
            Add(zip, "xl/_rels/workbook.xml.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>");
            Add(zip, "xl/workbook.xml", "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='Sales' sheetId='1' r:id='r1'/></sheets></workbook>");
            using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open());
            sheet.Write("<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Number</t></is></c><c r='B1' t='inlineStr'><is><t>Customer</t></is></c><c r='C1' t='inlineStr'><is><t>Amount</t></is></c></row>");
            for (var i = 2; i <= Rows; i++) sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r='{i}'><c r='A{i}'><v>{i}</v></c><c r='B{i}' t='inlineStr'><is><t>Customer {i * 7919L % 100_003}</t></is></c><c r='C{i}'><v>{i * 31 % 9973}.5</v></c></row>"));
            sheet.Write("</sheetData></worksheet>");
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(content));
    }
}
