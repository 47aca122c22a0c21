using System.Globalization;
using System.IO.Compression;
using RagDocs.Ingest.Readers;
using RagDocs.TestSupport;

namespace RagDocs.Benchmarks;

/// <summary>A workbook of 1,000,000 rows through the reader, and how many small Office files a second.</summary>
internal static class SheetReading
{
    private const int Rows = 1_000_000;
    private const int SmallRows = 50;
    private const int SmallFiles = 200;
    private const int Runs = 3;

    public static async Task<int> RunAsync()
    {
        using var folder = new TempFolder();
        var small = folder.File("small.xlsx");
        Write(small, SmallRows);
        var readers = new DocumentReaders(new ReaderOptions());
        await readers.ReadAsync(small, "small.xlsx", default);
        var cpu = await CpuTime.OfAsync(async () =>
        {
            for (var i = 0; i < SmallFiles; i++) await readers.ReadAsync(small, "small.xlsx", default);
        });
        Console.WriteLine($"{SmallFiles} workbooks of {SmallRows} rows: {SmallFiles / cpu:0} a CPU second");

        var large = folder.File("large.xlsx");
        Write(large, Rows);
        Console.WriteLine($"{Rows:N0} rows of 5 cells, {new FileInfo(large).Length >> 20} MB packed; before reading {PeakMegabytes()} MB peak");
        for (var run = 1; run <= Runs; run++)
        {
            var clock = TimeProvider.System.GetTimestamp();
            DocumentText? text = null;
            var used = await CpuTime.OfAsync(async () => text = await readers.ReadAsync(large, "large.xlsx", default));
            Console.WriteLine($"run {run}: {text!.Blocks.Count:N0} blocks, {text.Blocks.Sum(b => (long)b.Text.Length):N0} characters in {TimeProvider.System.GetElapsedTime(clock).TotalSeconds:0.0} s, "
                + $"{used:0.0} s CPU, peak memory {PeakMegabytes()} MB; {string.Join(' ', text.Warnings)}");
        }

        return 0;
    }

    /// <summary>Largest resident size of this process so far (proc(5), "VmHWM").</summary>
    private static long PeakMegabytes() => File.ReadLines("/proc/self/status").Where(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024).Single();

    private static void Write(string path, int rows)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Part(zip, "[Content_Types].xml", w => w.Write("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>"));
        Part(zip, "_rels/.rels", w => w.Write("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>"));
        Part(zip, "xl/workbook.xml", w => w.Write("<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='Readings' sheetId='1' r:id='r1'/></sheets></workbook>"));
        Part(zip, "xl/_rels/workbook.xml.rels", w => w.Write("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"));
        Part(zip, "xl/worksheets/sheet1.xml", w =>
        {
            w.Write("<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'>");
            foreach (var name in new[] { "No", "Site", "Day", "Litres", "Euro" }) w.Write($"<c t='inlineStr'><is><t>{name}</t></is></c>");
            w.Write("</row>");
            for (var row = 2; row <= rows + 1; row++)
            {
                w.Write($"<row r='{row}'><c r='A{row}'><v>{row - 1}</v></c><c r='B{row}' t='inlineStr'><is><t>Site {row % 97}</t></is></c>");
                w.Write($"<c r='C{row}'><v>{46_000 + row % 365}</v></c><c r='D{row}'><v>{row % 5_000 / 7.0:0.000}</v></c><c r='E{row}'><v>{row % 9_000}</v></c></row>");
            }

            w.Write("</sheetData></worksheet>");
        });
    }

    private static void Part(ZipArchive zip, string name, Action<StreamWriter> write)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
        write(writer);
    }
}
