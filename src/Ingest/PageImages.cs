using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Readers.Pictures;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>Images of the pages of PDFs and picture files, drawn by poppler in a limited child process and kept beside the data, named by content.</summary>
public sealed class PageImages(Originals originals, ReaderOptions options, string cacheFolder) : IDisposable
{
    private const int DotsPerInch = 110;
    private const int DrawingSeconds = 20;
    private const int MaxImageBytes = 32 << 20;

    // Two pages at once: a page takes a fifth of a second of one core, and answering must not wait behind a reader who leafs.
    private readonly SemaphoreSlim _drawing = new(2, 2);

    /// <param name="contentHash">SHA-256 of the original.</param>
    /// <param name="page">Counted from 1; the caller has checked that the document has it.</param>
    /// <returns>A PNG.</returns>
    /// <exception cref="DocumentReadException">The page cannot be drawn.</exception>
    public async Task<byte[]> GetAsync(string contentHash, int page, CancellationToken cancellationToken)
    {
        var original = originals.PathOf(contentHash);
        var cached = Path.Combine(cacheFolder, $"{contentHash}-{page}.png");
        if (File.Exists(cached)) return await File.ReadAllBytesAsync(cached, cancellationToken);
        await _drawing.WaitAsync(cancellationToken);
        try
        {
            var image = await DrawAsync(original, page, cancellationToken);
            await KeepAsync(cached, image, cancellationToken);
            return image;
        }
        finally
        {
            _drawing.Release();
        }
    }

    public void Dispose() => _drawing.Dispose();

    /// <summary>The page of a PDF, or that of a picture file put onto a PDF page of its own.</summary>
    private async Task<byte[]> DrawAsync(string original, int page, CancellationToken cancellationToken)
    {
        if (!PictureFile.Is(original)) return await DrawPdfAsync(original, page, page, cancellationToken);
        using var folder = new PrivateFolder();
        try
        {
            var picture = PictureFile.Read(original, options);
            if (page <= picture.Pages.Count && await new PicturePdf(picture, options).WriteAsync(picture.Pages[page - 1], folder, cancellationToken) is { } pdf)
                return await DrawPdfAsync(pdf, 1, page, cancellationToken);
        }
        catch (ProcessLimitException)
        {
            // Told like any other page that cannot be drawn.
        }

        throw CannotBeShown(page);
    }

    private async Task<byte[]> DrawPdfAsync(string pdf, int number, int page, CancellationToken cancellationToken)
    {
        var program = ProgramPath.Find("pdftocairo")
            ?? throw new ReaderUnavailableException("PDF pages cannot be shown because pdftocairo is not installed. Install the package poppler-utils.");
        using var image = new MemoryStream();
        string[] arguments = ["-png", "-singlefile", "-cropbox", "-r", $"{DotsPerInch}", "-f", $"{number}", "-l", $"{number}", pdf, "-"];
        try
        {
            var outcome = await ChildProcess.RunAsync(program, arguments, Limits, output => output.CopyTo(image), cancellationToken);
            if (outcome.ExitCode == 0 && image.Length > 0) return image.ToArray();
        }
        catch (ProcessLimitException)
        {
            // Told like any other page that cannot be drawn.
        }

        throw CannotBeShown(page);
    }

    private static DocumentReadException CannotBeShown(int page) =>
        new(DocumentState.Damaged, $"Page {page} cannot be shown as a picture. Open the original instead.");

    private ProcessLimits Limits => new()
    {
        Time = TimeSpan.FromSeconds(DrawingSeconds),
        Silence = TimeSpan.FromSeconds(DrawingSeconds),
        CpuSeconds = DrawingSeconds,
        MemoryMegabytes = options.PdfMemoryMegabytes,
        OutputBytes = MaxImageBytes,
        ErrorBytes = 1 << 20,
    };

    // Written under another name first, so that nobody ever reads half a picture.
    private async Task KeepAsync(string cached, byte[] image, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(cacheFolder);
        var partial = $"{cached}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(partial, image, cancellationToken);
        File.Move(partial, cached, overwrite: true);
    }
}
