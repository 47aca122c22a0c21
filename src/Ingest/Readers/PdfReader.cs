using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Pdf;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads PDFs with poppler's pdftotext in a child process. Pages, words and their rectangles come from its "-bbox-layout" output.</summary>
internal sealed class PdfReader(ReaderOptions options) : DocumentReader
{
    private const string Program = "pdftotext";

    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Pdf];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var program = ProgramPath.Find(Program) ?? throw new ReaderUnavailableException(
            "PDF files cannot be read because the program pdftotext is not installed. Install the package poppler-utils, then try again.");
        var layout = new BoxLayoutReader();
        var blocks = new BlockCollector(options, cancellationToken);
        var text = new PageText(blocks);
        var pages = new PageReport();

        var outcome = await RunAsync(program, file.Path, Read, cancellationToken);

        if (layout.Pages == 0 || layout.BrokeOff && blocks.Blocks.Count == 0) throw PdfFailure.Explain(outcome, options);
        if (blocks.Blocks.Count == 0) throw PdfFailure.NoText(pages, outcome);
        return new DocumentText(PdfTitle.Clean(layout.Title), FileSignature.Pdf, layout.Pages, blocks.Blocks, pages.Warnings(layout.BrokeOff));

        void Read(Stream xhtml) => layout.Read(xhtml, page =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            pages.Add(page);
            if (!page.IsGarbled) text.Add(page);
        });
    }

    private async Task<ProcessOutcome> RunAsync(string program, string path, Action<Stream> read, CancellationToken cancellationToken)
    {
        try
        {
            string[] arguments = ["-bbox-layout", "-enc", "UTF-8", Path.GetFullPath(path), "-"];
            return await ChildProcess.RunAsync(program, arguments, Limits, read, cancellationToken);
        }
        catch (ProcessLimitException e)
        {
            throw new DocumentReadException(
                DocumentState.Refused, $"Reading this PDF was stopped because {e.Message}. Split the file, or print it to a new PDF and add that.", e);
        }
    }

    private ProcessLimits Limits => new()
    {
        Time = TimeSpan.FromSeconds(options.PdfSeconds),
        Silence = TimeSpan.FromSeconds(options.PdfSilentSeconds),
        CpuSeconds = options.PdfSeconds,
        MemoryMegabytes = options.PdfMemoryMegabytes,
        OutputBytes = options.PdfOutputMegabytes * 1024L * 1024L,
        ErrorBytes = options.PdfErrorMegabytes * 1024L * 1024L,
    };
}
