using RagDocs.Ingest.Processes;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Pdf;

/// <summary>Runs poppler's pdftotext over a file and hands its pages over, one after the other.</summary>
internal sealed class PdfTextProgram(ReaderOptions options)
{
    private const string Name = "pdftotext";

    private readonly string _program = ProgramPath.Find(Name) ?? throw new ReaderUnavailableException(
        "PDF files cannot be read because the program pdftotext is not installed. Install the package poppler-utils, then try again.");

    public ProcessLimits Limits { get; } = new()
    {
        Time = TimeSpan.FromSeconds(options.PdfSeconds),
        Silence = TimeSpan.FromSeconds(options.PdfSilentSeconds),
        CpuSeconds = options.PdfSeconds,
        MemoryMegabytes = options.PdfMemoryMegabytes,
        OutputBytes = options.PdfOutputMegabytes * 1024L * 1024L,
        ErrorBytes = options.PdfErrorMegabytes * 1024L * 1024L,
    };

    /// <summary>Reads to the end. Only what the page shows: text outside of its crop box is left out, and rectangles are relative to it.</summary>
    /// <param name="path">Full path of the PDF.</param>
    /// <param name="onPage">Given every page in one object that is used again.</param>
    /// <exception cref="DocumentReadException">A limit was passed.</exception>
    public async Task<ProcessOutcome> RunAsync(string path, BoxLayoutReader layout, Action<PdfPage> onPage, CancellationToken cancellationToken)
    {
        try
        {
            string[] arguments = ["-bbox-layout", "-cropbox", "-enc", "UTF-8", Path.GetFullPath(path), "-"];
            return await ChildProcess.RunAsync(_program, arguments, Limits, Read, cancellationToken);
        }
        catch (ProcessLimitException e)
        {
            throw new DocumentReadException(
                DocumentState.Refused, $"Reading this PDF was stopped because {e.Message}. Split the file, or print it to a new PDF and add that.", e);
        }

        void Read(Stream xhtml) => layout.Read(xhtml, page =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            onPage(page);
        });
    }
}
