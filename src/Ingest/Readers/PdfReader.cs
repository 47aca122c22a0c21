using RagDocs.Ingest.Readers.Pdf;
using RagDocs.Ingest.Readers.Scans;

namespace RagDocs.Ingest.Readers;

/// <summary>
/// Reads PDFs with poppler in child processes: pages, words and their rectangles come from pdftotext. Pages without text are named, and
/// read by text recognition when that is asked for; a page with a text layer is not, unless that is only a stamp.
/// </summary>
internal sealed class PdfReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Pdf];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var program = new PdfTextProgram(options);
        var turned = await TurnedPages.FindAsync(file.Path, program, cancellationToken);
        var scans = await ScannedPages.ReadAsync(file, WithoutTextAsync, Draw, options, cancellationToken);
        var layout = new BoxLayoutReader(turned);
        var blocks = new BlockCollector(options, cancellationToken);
        var text = new PageText(blocks);
        var pages = new PageReport();
        var lines = new RunningLines(text.Add);

        var outcome = await program.RunAsync(file.Path, layout, Add, cancellationToken);

        lines.Finish();
        await pages.FindStampedAsync(file.Path, program.Limits, cancellationToken);
        if (layout.Pages == 0 || layout.BrokeOff && blocks.Blocks.Count == 0) throw PdfFailure.Explain(outcome, options);
        var waits = scans.State == RecognitionState.Waiting && pages.WithoutText.Count > 0;
        if (blocks.Blocks.Count == 0 && !waits) throw PdfFailure.NoText(pages, scans, outcome);
        return new DocumentText(PdfTitle.Clean(layout.Title), FileSignature.Pdf, pages.Count, blocks.Blocks, [.. scans.Warnings(pages.WithoutText), .. Cuts()])
        {
            PageTroubles = scans.Troubles(pages.WithoutText),
            AwaitsRecognition = waits,
        };

        IEnumerable<string> Cuts()
        {
            if (layout.BrokeOff) yield return $"The file is damaged behind page {pages.Count}: what follows could not be read.";
            if (program.IsCut) yield return $"The PDF is read up to page {options.MaxPdfPages:N0}: it has more pages than are read of one file. Split it, or raise the limit in the settings.";
        }

        void Add(PdfPage page)
        {
            pages.Add(page);
            if (scans.Find(page.Number) is { } recognized) lines.Add(recognized);
            else if (!PageReport.IsWithoutText(page)) lines.Add(page);
        }

        async Task<IReadOnlyList<PageWithoutText>> WithoutTextAsync()
        {
            var report = new PageReport();
            await program.RunAsync(file.Path, new BoxLayoutReader(turned), report.Add, cancellationToken);
            await report.FindStampedAsync(file.Path, program.Limits, cancellationToken);
            return report.WithoutText;
        }

        Task<PageImage?> Draw(PageWithoutText page, CancellationToken stop) => new PageDrawing(options).DrawAsync(file.Path, page.Number, page, stop);
    }
}
