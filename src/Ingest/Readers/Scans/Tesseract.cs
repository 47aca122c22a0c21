using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>Recognises the text of a picture with tesseract in a limited child process.</summary>
internal sealed class Tesseract(string program, ReaderOptions options)
{
    // Page segmentation modes of tesseract: automatic, without and with finding out which way is up. The second costs as much again.
    private const string Upright = "3";
    private const string AnyOrientation = "1";
    private const int OutputMegabytes = 64;

    /// <summary>Full path.</summary>
    public string Program => program;

    public ProcessLimits Limits => new()
    {
        Time = TimeSpan.FromSeconds(options.OcrPageSeconds),
        Silence = TimeSpan.FromSeconds(options.OcrPageSeconds),
        CpuSeconds = options.OcrPageSeconds,
        MemoryMegabytes = options.OcrMemoryMegabytes,
        OutputBytes = OutputMegabytes << 20,
        ErrorBytes = 1 << 20,
    };

    /// <summary>Null when it is not installed or switched off.</summary>
    public static Tesseract? Find(ReaderOptions options) =>
        options.Ocr && ProgramPath.Find("tesseract") is { } program ? new Tesseract(program, options) : null;

    /// <summary>Reads a picture. A page that is hard to read is tried again as one that may lie on its side.</summary>
    /// <param name="image">PNM, PNG, JPEG or TIFF.</param>
    /// <exception cref="ProcessLimitException">It took too long.</exception>
    public async Task<RecognizedPage> ReadAsync(PageImage image, OcrLanguages languages, CancellationToken cancellationToken)
    {
        var upright = await ReadAsync(image, languages, Upright, cancellationToken);
        if (upright.Confidence >= options.OcrLowConfidence || !languages.CanTellOrientation) return upright;
        var turned = await ReadAsync(image, languages, AnyOrientation, cancellationToken);
        return (turned.Confidence ?? 0) > (upright.Confidence ?? 0) ? turned : upright;
    }

    /// <summary>Names of the installed languages, "osd" among them where orientation can be told.</summary>
    public async Task<IReadOnlySet<string>> LanguagesAsync(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await ChildProcess.RunAsync(program, ["--list-langs"], Limits, Read, cancellationToken);
        return names;

        void Read(Stream output)
        {
            using var reader = new StreamReader(output);
            // The first line says where they lie.
            reader.ReadLine();
            while (reader.ReadLine() is { } name) names.Add(name.Trim());
        }
    }

    private async Task<RecognizedPage> ReadAsync(PageImage image, OcrLanguages languages, string mode, CancellationToken cancellationToken)
    {
        var page = new PdfPage { IsRecognized = true };
        page.Begin(image.Page, image.Width, image.Height);
        var table = new TesseractTable(page, image.PointsPerPixel);
        string[] arguments = ["-", "-", "-l", languages.Used, "--psm", mode, "--dpi", $"{image.DotsPerInch}", "tsv"];
        await ChildProcess.RunAsync(program, arguments, Limits, image.Bytes, table.Read, cancellationToken);
        return new RecognizedPage(page, table.Confidence, IsBlank: false);
    }
}
