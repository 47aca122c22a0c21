using RagDocs.Ingest.Readers.Pdf;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Scans;

/// <summary>The pages of one PDF that were recognised, and what there is to say about those that were not.</summary>
internal sealed class ScannedPages(RecognitionState state, IReadOnlyDictionary<int, RecognizedPage> pages, string? languageWarning, ReaderOptions options)
{
    private static readonly Dictionary<int, RecognizedPage> None = [];

    public RecognitionState State => state;

    /// <summary>Recognises the pages without text when that was asked for; else only says whether it could be done.</summary>
    /// <param name="withoutText">Finds out which pages these are; not called when they are not recognised anyway.</param>
    /// <param name="draw">Draws one of them; null when it cannot be drawn.</param>
    /// <exception cref="DocumentReadException">The document passed a limit.</exception>
    public static async Task<ScannedPages> ReadAsync(
        SourceFile file, Func<Task<IReadOnlyList<PageWithoutText>>> withoutText, Func<PageWithoutText, CancellationToken, Task<PageImage?>> draw,
        ReaderOptions options, CancellationToken cancellationToken)
    {
        if (!options.Ocr) return new ScannedPages(RecognitionState.Off, None, null, options);
        if (Tesseract.Find(options) is not { } tesseract) return new ScannedPages(RecognitionState.NotInstalled, None, null, options);
        if (file.Recognition is not { } wish) return new ScannedPages(RecognitionState.Waiting, None, null, options);

        var found = await withoutText();
        if (found.Count == 0) return new ScannedPages(RecognitionState.Done, None, null, options);
        var wanted = wish.Languages.Length > 0 ? wish.Languages : options.OcrLanguages;
        if (OcrLanguages.Choose(wanted, await tesseract.LanguagesAsync(cancellationToken)) is not { } languages)
            return new ScannedPages(RecognitionState.NotInstalled, None, null, options);
        var pages = await new PageRecognition(tesseract, options, draw).ReadAsync(found, languages, cancellationToken);
        return new ScannedPages(RecognitionState.Done, pages, languages.Warning, options);
    }

    /// <summary>The words recognised on a page; null when there are none.</summary>
    public PdfPage? Find(int page) => pages.TryGetValue(page, out var recognized) && recognized.Confidence is not null ? recognized.Page : null;

    /// <summary>What could not be read well, in words for people.</summary>
    public IReadOnlyList<string> Warnings(IReadOnlyList<PageWithoutText> withoutText) =>
        state == RecognitionState.Done ? [.. AfterRecognition()] : [.. WithoutRecognition(withoutText)];

    /// <summary>The same page by page.</summary>
    public IReadOnlyList<PageTrouble> Troubles(IReadOnlyList<PageWithoutText> withoutText) => state == RecognitionState.Done
        ? [.. Nothing().Select(p => new PageTrouble(p, PageProblemKind.NoText)), .. Doubtful().Select(p => new PageTrouble(p, PageProblemKind.LowConfidence, pages[p].Confidence))]
        : [.. withoutText.Select(p => new PageTrouble(p.Number, p.IsGarbled ? PageProblemKind.Garbled : PageProblemKind.NoText))];

    private IEnumerable<string> AfterRecognition()
    {
        var (nothing, doubtful) = (Nothing(), Doubtful());
        if (nothing.Count > 0) yield return $"No readable text on {PageRanges.Describe(nothing)}: nothing could be recognised there.";
        if (doubtful.Count > 0)
        {
            yield return $"The text on {PageRanges.Describe(doubtful)} was recognised with low confidence "
                + FormattableString.Invariant($"({doubtful.Average(p => pages[p].Confidence!.Value) * 100:0} %), so that words may be wrong. A better scan helps.");
        }

        if (languageWarning is not null) yield return languageWarning;
    }

    private IEnumerable<string> WithoutRecognition(IReadOnlyList<PageWithoutText> withoutText)
    {
        List<int> empty = [.. withoutText.Where(p => !p.IsGarbled).Select(p => p.Number)];
        List<int> garbled = [.. withoutText.Where(p => p.IsGarbled).Select(p => p.Number)];
        if (empty.Count > 0) yield return $"No readable text on {PageRanges.Describe(empty)}.";
        if (garbled.Count > 0) yield return $"The characters on {PageRanges.Describe(garbled)} have no meaning (their font has no Unicode map), so they were left out.";
        if (withoutText.Count > 0 && Advice(withoutText.Count == 1 ? "It is" : "They are") is { } advice) yield return advice;
    }

    private string? Advice(string they) => state switch
    {
        RecognitionState.Waiting => they + " being recognised.",
        RecognitionState.NotInstalled => InstallAdvice,
        _ => null,
    };

    public const string InstallAdvice = "Install the package tesseract-ocr to have scans recognised, then run the document again.";

    // A picture page with a caption may look like a stamped scan; when it holds no more words, its own are all there is.
    private List<int> Nothing() => [.. pages.Values.Where(p => !p.IsBlank && !p.IsStamped && p.Confidence is null).Select(p => p.Page.Number).Order()];

    private List<int> Doubtful() => [.. pages.Values.Where(p => p.Confidence < options.OcrLowConfidence).Select(p => p.Page.Number).Order()];
}
