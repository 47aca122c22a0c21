namespace RagDocs.Ingest.Readers;

/// <summary>The door to all readers: finds out what a file is and has the right reader read it.</summary>
public sealed class DocumentReaders
{
    /// <summary>Raised when a reader reads the same file differently, so that texts kept from before are not used any more.</summary>
    public const int Version = 3;

    private readonly Dictionary<string, DocumentReader> _byMediaType;

    /// <summary>All readers there are, under one set of limits.</summary>
    public DocumentReaders(ReaderOptions options)
        : this([
            new PdfReader(options), new PictureReader(options), new DocxReader(options), new XlsxReader(options), new PptxReader(options), new OdtReader(options), new OdsReader(options),
            new OdpReader(options), new RtfReader(options), new OldOfficeReader(options), new MarkdownReader(options), new HtmlReader(options), new PlainTextReader(options), new CsvReader(options),
            new JsonReader(options), new MailReader(options), new EpubReader(options), new ZipReader(options),
        ])
    {
    }

    /// <summary>A chosen set of readers; a later one wins over an earlier one of the same media type.</summary>
    public DocumentReaders(IEnumerable<DocumentReader> readers)
    {
        _byMediaType = [];
        foreach (var reader in readers)
        {
            foreach (var mediaType in reader.MediaTypes) _byMediaType[mediaType] = reader;
        }
    }

    /// <summary>Reads a file into numbered blocks. Never throws anything but the exceptions below for whatever bytes the file holds.</summary>
    /// <param name="path">Full path of the stored bytes, made by us.</param>
    /// <param name="fileName">File name as its source calls it; never used as a path.</param>
    /// <exception cref="DocumentReadException">The file cannot be read, with the reason for people.</exception>
    /// <exception cref="ReaderUnavailableException">A program that reading needs is not installed.</exception>
    public Task<DocumentText> ReadAsync(string path, string fileName, CancellationToken cancellationToken) =>
        ReadAsync(path, fileName, null, cancellationToken);

    /// <summary>As above; with <paramref name="recognition"/> pages that are pictures are recognised, which takes about a second each.</summary>
    public async Task<DocumentText> ReadAsync(string path, string fileName, Recognition? recognition, CancellationToken cancellationToken)
    {
        var mediaType = await FileSignature.DetectAsync(path, fileName, cancellationToken);
        if (!_byMediaType.TryGetValue(mediaType, out var reader))
            throw FormatNames.NotRead(mediaType);
        return await reader.ReadAsync(new SourceFile(path, fileName, mediaType) { Recognition = recognition }, cancellationToken);
    }
}
