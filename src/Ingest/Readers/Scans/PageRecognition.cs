using System.Collections.Concurrent;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>Recognises pages that give no text, several at a time.</summary>
/// <param name="draw">Draws a page; null when it cannot be drawn.</param>
internal sealed class PageRecognition(Tesseract tesseract, ReaderOptions options, Func<PageWithoutText, CancellationToken, Task<PageImage?>> draw)
{
    /// <summary>The pages by number. A page that takes too long or cannot be drawn counts as one on which nothing was recognised.</summary>
    public async Task<IReadOnlyDictionary<int, RecognizedPage>> ReadAsync(
        IReadOnlyList<PageWithoutText> pages, OcrLanguages languages, CancellationToken cancellationToken)
    {
        var recognized = new ConcurrentDictionary<int, RecognizedPage>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.OcrPagesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(pages, parallel, async (page, stop) => recognized[page.Number] = (await ReadOneAsync(page, languages, stop)) with { IsStamped = page.IsStamped });
        return recognized;
    }

    private async Task<RecognizedPage> ReadOneAsync(PageWithoutText page, OcrLanguages languages, CancellationToken cancellationToken)
    {
        try
        {
            var image = await draw(page, cancellationToken);
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
}
