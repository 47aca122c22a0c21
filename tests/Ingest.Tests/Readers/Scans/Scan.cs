using System.Globalization;
using System.Text;
using RagDocs.Ingest.Processes;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers.Scans;

/// <summary>Pages that hold nothing but a picture of text, as a scanner makes them.</summary>
internal static class Scan
{
    private const int DotsPerInch = 200;

    public static void SkipWithoutTesseract() =>
        Assert.SkipUnless(ProgramPath.Find("tesseract") is not null && ProgramPath.Find("pdftoppm") is not null, "tesseract (tesseract-ocr) or pdftoppm (poppler-utils) is not installed.");

    public static async Task<TinyPage> PageAsync(params string[] lines) => new() { Picture = await PictureAsync(lines) };

    public static TinyPage Blank() => new() { Picture = new TinyPicture(2, 2, [255, 255, 250, 255]) };

    public static async Task<TinyPicture> PictureAsync(params string[] lines) => Parse(await DrawAsync("pdftoppm", ["-gray"], new TinyPage(lines)));

    /// <param name="turns">Quarters clockwise that the page is turned.</param>
    public static Task<byte[]> JpegAsync(string[] lines, int turns = 0) =>
        DrawAsync("pdftocairo", ["-jpeg", "-singlefile"], new TinyPage(lines) { Entries = string.Create(CultureInfo.InvariantCulture, $"/Rotate {turns * 90}") });

    private static async Task<byte[]> DrawAsync(string program, string[] format, TinyPage page)
    {
        using var folder = new TempFolder();
        var pdf = folder.File("page.pdf");
        await File.WriteAllBytesAsync(pdf, TinyPdf.FromPages(null, page));
        using var drawn = new MemoryStream();
        var limits = new ProcessLimits
        {
            Time = TimeSpan.FromSeconds(60), Silence = TimeSpan.FromSeconds(60), CpuSeconds = 60, MemoryMegabytes = 512, OutputBytes = 64 << 20, ErrorBytes = 1 << 20,
        };
        string[] output = program == "pdftocairo" ? ["-"] : [];
        string[] arguments = [.. format, "-r", DotsPerInch.ToString(CultureInfo.InvariantCulture), pdf, .. output];
        await ChildProcess.RunAsync(ProgramPath.Find(program)!, arguments, limits, stream => stream.CopyTo(drawn), TestContext.Current.CancellationToken);
        return drawn.ToArray();
    }

    /// <summary>"P5", width and height, 255, pixels.</summary>
    private static TinyPicture Parse(byte[] pgm)
    {
        var header = Encoding.ASCII.GetString(pgm, 0, 32).Split('\n');
        var size = header[1].Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return new TinyPicture(size[0], size[1], pgm[(header[0].Length + header[1].Length + header[2].Length + 3)..]);
    }
}
