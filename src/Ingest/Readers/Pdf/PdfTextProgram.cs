using System.Globalization;
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
        // A program that waits for something does no work at all; one that works may have to share its core with many.
        Silence = TimeSpan.FromSeconds(10 * options.PdfSilentSeconds),
        SilentWork = TimeSpan.FromSeconds(options.PdfSilentSeconds),
        CpuSeconds = options.PdfSeconds,
        MemoryMegabytes = options.PdfMemoryMegabytes,
        OutputBytes = options.PdfOutputMegabytes * 1024L * 1024L,
        ErrorBytes = options.PdfErrorMegabytes * 1024L * 1024L,
    };

    /// <summary>The last page of a file that is asked for: one more than is read, which tells that there are more.</summary>
    public int LastPage => options.MaxPdfPages + 1;

    /// <summary>The file has more pages than are read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads to the end, or to the last page that the options allow. Only what the page shows: text outside of its crop box is left out, and rectangles are relative to it.</summary>
    /// <param name="path">Full path of the PDF.</param>
    /// <param name="onPage">Given every page in one object that is used again.</param>
    /// <exception cref="DocumentReadException">A limit was passed.</exception>
    public async Task<ProcessOutcome> RunAsync(string path, BoxLayoutReader layout, Action<PdfPage> onPage, CancellationToken cancellationToken)
    {
        try
        {
            var last = LastPage.ToString(CultureInfo.InvariantCulture);
            string[] arguments = ["-bbox-layout", "-cropbox", "-enc", "UTF-8", "-l", last, Path.GetFullPath(path), "-"];
            return await ChildProcess.RunAsync(_program, arguments, Limits, Read, cancellationToken);
        }
        catch (ProcessLimitException e)
        {
            throw Stopped(e);
        }

        void Read(Stream xhtml) => layout.Read(xhtml, page =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (page.Number > options.MaxPdfPages) IsCut = true;
            else onPage(page);
        });
    }

    /// <summary>A limit was passed, in words for people.</summary>
    public static DocumentReadException Stopped(ProcessLimitException limit) => new(
        DocumentState.Refused, $"Reading this PDF was stopped because {limit.Message}. Split the file, or print it to a new PDF and add that.", limit);
}
