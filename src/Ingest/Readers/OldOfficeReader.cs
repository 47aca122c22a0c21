using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.OldOffice;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads Office files of before 2007 (.doc, .xls, .ppt): LibreOffice writes them anew, and the reader of the new format reads that.</summary>
/// <param name="options">Limits.</param>
/// <param name="findProgram">Full path of LibreOffice; null when it is not installed.</param>
internal sealed class OldOfficeReader(ReaderOptions options, Func<string?> findProgram) : DocumentReader
{
    private static readonly Dictionary<string, (string From, string To)> Formats = new(StringComparer.Ordinal)
    {
        [FileSignature.Doc] = ("doc", "docx"),
        [FileSignature.Xls] = ("xls", "xlsx"),
        [FileSignature.Ppt] = ("ppt", "pptx"),
    };

    public OldOfficeReader(ReaderOptions options)
        : this(options, LibreOffice.Find)
    {
    }

    public override IReadOnlyList<string> MediaTypes { get; } = [.. Formats.Keys];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var (from, to) = Formats[file.MediaType];
        var program = findProgram() ?? throw new DocumentReadException(
            DocumentState.Unsupported,
            $"Old Office files (.{from}) are read with LibreOffice, which is not installed on this server. Save the file as {to.ToUpperInvariant()} and add that, or ask your administrator to install LibreOffice.");
        using var folder = new PrivateFolder();
        var converted = await new LibreOffice(program, options).ConvertAsync(file.Path, from, to, folder, cancellationToken);
        var read = await Reader(to).ReadAsync(new SourceFile(converted, file.Name, file.MediaType), cancellationToken);
        return read with { MediaType = file.MediaType };
    }

    private DocumentReader Reader(string format) => format switch
    {
        "docx" => new DocxReader(options),
        "xlsx" => new XlsxReader(options),
        _ => new PptxReader(options),
    };
}
