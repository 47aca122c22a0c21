using System.Globalization;
using System.Text;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Scans;

namespace RagDocs.Ingest.Readers.Pictures;

/// <summary>
/// Puts a picture onto a PDF page of its own, so that it is drawn, recognised and shown as a scanned page is, by the same program under
/// the same limits. The pixels of JPEG and of most PNG files are taken over packed as they are; others are decoded by tesseract, which
/// knows all formats and can write PDF.
/// </summary>
internal sealed class PicturePdf(PictureFile picture, ReaderOptions options)
{
    // Tesseract takes the picture for a single line, which costs next to nothing: only its PDF is wanted, not its words.
    private const string OneLine = "13";
    private const int FileMegabytes = 256;

    /// <summary>Writes the PDF.</summary>
    /// <param name="page">One of the file's.</param>
    /// <param name="folder">Where it is put, with what a program needs meanwhile.</param>
    /// <returns>Full path of the PDF; null when the picture cannot be decoded.</returns>
    /// <exception cref="ProcessLimitException">Decoding passed a limit.</exception>
    public async Task<string?> WriteAsync(PicturePage page, PrivateFolder folder, CancellationToken cancellationToken)
    {
        var pdf = folder.Of($"{page.Index}.pdf");
        await using var source = new FileStream(picture.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (picture.MediaType == FileSignature.Jpeg) await WriteJpegAsync(source, page, pdf, cancellationToken);
        else if (picture.MediaType == FileSignature.Png && PngHeader.Read(source) is { FitsPdf: true } png) await WritePngAsync(source, png, page, pdf, cancellationToken);
        else if (!await DecodeAsync(page, pdf, folder, cancellationToken)) return null;
        return pdf;
    }

    private static async Task WriteJpegAsync(FileStream source, PicturePage page, string pdf, CancellationToken cancellationToken)
    {
        var jpeg = JpegHeader.Read(source);
        var colors = jpeg.Components switch { 1 => "/DeviceGray", 4 => "/DeviceCMYK", _ => "/DeviceRGB" };
        var inverted = jpeg.IsInvertedCmyk ? "/Decode [1 0 1 0 1 0 1 0]" : "";
        await WriteAsync(pdf, page, $"/ColorSpace {colors} /BitsPerComponent 8 /Filter /DCTDecode {inverted}", [(0, source.Length)], source, cancellationToken);
    }

    private static async Task WritePngAsync(FileStream source, PngHeader png, PicturePage page, string pdf, CancellationToken cancellationToken)
    {
        var colors = png.Palette.Length > 0 && png.Channels == 1 && png.ColorType != 0
            ? $"[/Indexed /DeviceRGB {(png.Palette.Length / 3) - 1} <{Convert.ToHexString(png.Palette)}>]"
            : png.Channels == 3 ? "/DeviceRGB" : "/DeviceGray";
        var packing = $"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {png.Channels} /BitsPerComponent {png.BitDepth} /Columns {png.Width} >>";
        await WriteAsync(pdf, page, $"/ColorSpace {colors} /BitsPerComponent {png.BitDepth} {packing}", [.. png.Data.Select(d => (d.Start, (long)d.Length))], source, cancellationToken);
    }

    /// <summary>A document of one page that its picture fills (ISO 32000-1, 8.9.5), turned upright.</summary>
    private static async Task WriteAsync(
        string pdf, PicturePage page, string entries, IReadOnlyList<(long Start, long Length)> pieces, FileStream source, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(pdf, FileMode.CreateNew, FileAccess.Write);
        var (width, height) = page.Turn is 90 or 270 ? (page.PageHeight, page.PageWidth) : (page.PageWidth, page.PageHeight);
        var drawing = string.Create(CultureInfo.InvariantCulture, $"q {width:0.###} 0 0 {height:0.###} 0 0 cm /P Do Q");
        var offsets = new List<long>();
        Put("%PDF-1.5\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Object(string.Create(
            CultureInfo.InvariantCulture,
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:0.###} {height:0.###}] /Rotate {page.Turn} /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>"));
        Object($"<< /Length {drawing.Length} >>\nstream\n{drawing}\nendstream");
        offsets.Add(file.Position);
        Put($"5 0 obj\n<< /Type /XObject /Subtype /Image /Width {page.Width} /Height {page.Height} {entries} /Length {pieces.Sum(p => p.Length)} >>\nstream\n");
        foreach (var (start, length) in pieces) await CopyAsync(source, start, length, file, cancellationToken);
        Put("\nendstream\nendobj\n");
        var table = file.Position;
        Put($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Put($"{offset.ToString("D10", CultureInfo.InvariantCulture)} 00000 n \n");
        Put($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");

        void Object(string content)
        {
            offsets.Add(file.Position);
            Put($"{offsets.Count} 0 obj\n{content}\nendobj\n");
        }

        void Put(string text) => file.Write(Encoding.ASCII.GetBytes(text));
    }

    private static async Task CopyAsync(FileStream source, long start, long length, FileStream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(length, 1 << 16)];
        source.Position = start;
        while (length > 0)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(length, buffer.Length)), cancellationToken);
            if (read == 0) return;
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }

    private async Task<bool> DecodeAsync(PicturePage page, string pdf, PrivateFolder folder, CancellationToken cancellationToken)
    {
        if (Tesseract.Find(options) is not { } tesseract) return false;
        if (OcrLanguages.Choose(options.OcrLanguages, await tesseract.LanguagesAsync(cancellationToken)) is not { } languages) return false;
        // A file whose kind tesseract does not know would be taken for a list of files to read: that it is a picture has been checked.
        string[] arguments =
        [
            Path.GetFullPath(picture.Path), "-", "-l", languages.Used, "--psm", OneLine, "--dpi", $"{page.DotsPerInch}",
            "-c", $"tessedit_page_number={page.Index}", "-c", "tessedit_create_pdf=1",
        ];
        await using var file = new FileStream(pdf, FileMode.CreateNew, FileAccess.Write);
        var limits = tesseract.Limits with { Folder = folder.Path, FileMegabytes = FileMegabytes, OutputBytes = FileMegabytes << 20 };
        var outcome = await ChildProcess.RunAsync(tesseract.Program, arguments, limits, output => output.CopyTo(file), cancellationToken);
        return outcome.ExitCode == 0 && file.Length > 0;
    }
}
