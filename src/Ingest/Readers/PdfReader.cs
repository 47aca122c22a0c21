using RagDocs.Ingest.Readers.Pdf;
using RagDocs.Ingest.Readers.Scans;

namespace RagDocs.Ingest.Readers;

/// <summary>
/// Reads PDFs with poppler in child processes: pages, words and their rectangles come from pdftotext. Pages without text are named, and
/// read by text recognition when that is asked for; a page of a text layer is never recognised.
/// </summary>
internal sealed class PdfReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Pdf];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var program = new PdfTextProgram(options);
        var turned = await TurnedPages.FindAsync(file.Path, program, cancellationToken);
        var scans = await ScannedPages.ReadAsync(file, program, turned, options, cancellationToken);
        var layout = new BoxLayoutReader(turned);
        var blocks = new BlockCollector(options, cancellationToken);
        var text = new PageText(blocks);
        var pages = new PageReport();
        var lines = new RunningLines(text.Add);

        var outcome = await program.RunAsync(file.Path, layout, Add, cancellationToken);

        lines.Finish();
        if (layout.Pages == 0 || layout.BrokeOff && blocks.Blocks.Count == 0) throw PdfFailure.Explain(outcome, options);
        var waits = scans.State == RecognitionState.Waiting && pages.WithoutText.Count > 0;
        if (blocks.Blocks.Count == 0 && !waits) throw PdfFailure.NoText(pages, scans, outcome);
        return new DocumentText(PdfTitle.Clean(layout.Title), FileSignature.Pdf, pages.Count, blocks.Blocks, [.. scans.Warnings(pages, layout.BrokeOff), .. CutWarning(program)])
        {
            PageTroubles = scans.Troubles(pages),
            AwaitsRecognition = waits,
        };

        IEnumerable<string> CutWarning(PdfTextProgram read)
        {
            if (read.IsCut) yield return $"The PDF is read up to page {options.MaxPdfPages:N0}: it has more pages than are read of one file. Split it, or raise the limit in the settings.";
        }

        void Add(PdfPage page)
        {
            pages.Add(page);
            if (!PageReport.IsWithoutText(page)) lines.Add(page);
            else if (scans.Find(page.Number) is { } recognized) lines.Add(recognized);
        }
    }
}
