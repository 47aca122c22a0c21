using System.Collections.Concurrent;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>Draws pages of a PDF that give no text and recognises them, several at a time.</summary>
internal sealed class PageRecognition(Tesseract tesseract, ReaderOptions options)
{
    private const string Drawer = "pdftoppm";

    /// <summary>The pages by number. A page that takes too long or cannot be drawn counts as one on which nothing was recognised.</summary>
    /// <param name="pdf">Full path.</param>
    public async Task<IReadOnlyDictionary<int, RecognizedPage>> ReadAsync(
        string pdf, IReadOnlyList<PageWithoutText> pages, OcrLanguages languages, CancellationToken cancellationToken)
    {
        var drawer = ProgramPath.Find(Drawer) ?? throw new ReaderUnavailableException(
            "Pages cannot be recognised because the program pdftoppm is not installed. Install the package poppler-utils, then try again.");
        var recognized = new ConcurrentDictionary<int, RecognizedPage>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.OcrPagesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(pages, parallel, async (page, stop) => recognized[page.Number] = await ReadOneAsync(drawer, pdf, page, languages, stop));
        return recognized;
    }

    private async Task<RecognizedPage> ReadOneAsync(
        string drawer, string pdf, PageWithoutText page, OcrLanguages languages, CancellationToken cancellationToken)
    {
        try
        {
            var image = await DrawAsync(drawer, pdf, page, cancellationToken);
            if (image is null) return Nothing(page);
            return image.IsBlank ? Nothing(page) with { IsBlank = true } : await tesseract.ReadAsync(image, languages, cancellationToken);
        }
        catch (ProcessLimitException)
        {
            return Nothing(page);
        }
    }

    private static RecognizedPage Nothing(PageWithoutText page)
    {
        var empty = new PdfPage { IsRecognized = true };
        empty.Begin(page.Number, page.Width, page.Height);
        return new RecognizedPage(empty, null, IsBlank: false);
    }

    private async Task<PageImage?> DrawAsync(string drawer, string pdf, PageWithoutText page, CancellationToken cancellationToken)
    {
        var resolution = Resolution(page);
        if (resolution < 1) return null;
        using var image = new MemoryStream(Pixels(page, resolution));
        string[] arguments = ["-gray", "-cropbox", "-r", $"{resolution}", "-f", $"{page.Number}", "-l", $"{page.Number}", pdf];
        var outcome = await ChildProcess.RunAsync(drawer, arguments, Limits, output => output.CopyTo(image), cancellationToken);
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
