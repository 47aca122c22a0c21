using RagDocs.Ingest.Processes;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>Draws pages of a PDF in shades of grey for recognition, with poppler in a limited child process.</summary>
internal sealed class PageDrawing(ReaderOptions options)
{
    private const string Name = "pdftoppm";

    private readonly string _program = ProgramPath.Find(Name) ?? throw new ReaderUnavailableException(
        "Pages cannot be recognised because the program pdftoppm is not installed. Install the package poppler-utils, then try again.");

    /// <summary>Null when the page cannot be drawn.</summary>
    /// <param name="pdf">Full path.</param>
    /// <param name="number">Of the page in the PDF, counted from 1.</param>
    /// <param name="page">What it is in the document.</param>
    /// <exception cref="ProcessLimitException">It took too long.</exception>
    public async Task<PageImage?> DrawAsync(string pdf, int number, PageWithoutText page, CancellationToken cancellationToken)
    {
        var resolution = Resolution(page);
        if (resolution < 1) return null;
        using var image = new MemoryStream(Pixels(page, resolution));
        string[] arguments = ["-gray", "-cropbox", "-r", $"{resolution}", "-f", $"{number}", "-l", $"{number}", pdf];
        var outcome = await ChildProcess.RunAsync(_program, arguments, Limits, output => output.CopyTo(image), cancellationToken);
        if (outcome.ExitCode != 0 || image.Length == 0) return null;
        return new PageImage(page.Number, page.Width, page.Height, resolution, image.GetBuffer().AsMemory(0, (int)image.Length));
    }

    /// <summary>As wanted, or as coarse as a large page needs to stay within the limit.</summary>
    private int Resolution(PageWithoutText page)
    {
        var squareInches = page.Width * (double)page.Height / (72 * 72);
        return squareInches <= 0 ? 0 : (int)Math.Min(options.OcrDotsPerInch, Math.Sqrt(options.OcrMegapixels * 1e6 / squareInches));
    }

    private static int Pixels(PageWithoutText page, int resolution) => (int)(page.Width * (double)page.Height * resolution * resolution / (72 * 72) * 1.01) + 100;

    private ProcessLimits Limits => new()
    {
        Time = TimeSpan.FromSeconds(options.OcrPageSeconds),
        Silence = TimeSpan.FromSeconds(options.OcrPageSeconds),
        CpuSeconds = options.OcrPageSeconds,
        MemoryMegabytes = options.PdfMemoryMegabytes,
        OutputBytes = options.OcrMegapixels * 1_000_000L * 2,
        ErrorBytes = 1 << 20,
    };
}
