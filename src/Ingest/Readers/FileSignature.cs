using RagDocs.Ingest.Readers.Signatures;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>
/// Tells a file's format by its bytes; the name's extension only decides between formats that are all plain text. Every format is named
/// here, whether or not a reader for it is registered: <see cref="DocumentReaders"/> refuses the ones without.
/// </summary>
public static class FileSignature
{
    public const string Pdf = "application/pdf";
    public const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    public const string Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    public const string Odt = "application/vnd.oasis.opendocument.text";
    public const string Ods = "application/vnd.oasis.opendocument.spreadsheet";
    public const string Odp = "application/vnd.oasis.opendocument.presentation";
    public const string Doc = "application/msword";
    public const string Xls = "application/vnd.ms-excel";
    public const string Ppt = "application/vnd.ms-powerpoint";
    public const string Epub = "application/epub+zip";
    public const string Rtf = "application/rtf";
    public const string Mail = "message/rfc822";
    public const string Zip = "application/zip";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Tiff = "image/tiff";
    public const string Gif = "image/gif";
    public const string Bmp = "image/bmp";
    public const string Webp = "image/webp";
    public const string Csv = "text/csv";
    public const string Json = "application/json";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string PlainText = "text/plain";

    private const int SampleSize = 64 * 1024;

    /// <summary>Pages of such a document can be shown as they look.</summary>
    public static bool HasPageImages(string mediaType) => mediaType is Pdf or Png or Jpeg or Tiff or Gif or Bmp or Webp;

    /// <summary>The media type of a file: one of the constants above.</summary>
    /// <param name="path">Full path of the stored bytes.</param>
    /// <param name="fileName">The name its source gives it; only its extension is looked at.</param>
    /// <exception cref="DocumentReadException">No reader takes such a file, with the reason for people.</exception>
    public static async Task<string> DetectAsync(string path, string fileName, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        var sample = new byte[SampleSize];
        var length = await file.ReadAtLeastAsync(sample, SampleSize, throwOnEndOfStream: false, cancellationToken);
        sample = sample[..length];
        var extension = Extension(fileName);

        if (length == 0) throw Empty(extension);
        if (BinarySignature.IsPdf(sample)) return Pdf;
        if (BinarySignature.IsOle(sample)) return await OleSignature.DetectAsync(file, extension, cancellationToken);
        if (BinarySignature.IsRtf(sample)) return Rtf;
        if (BinarySignature.IsZip(sample)) return ZipSignature.Detect(file, extension);
        if (BinarySignature.PictureType(sample) is { } picture) return picture;
        if (BinarySignature.Explain(sample) is { } reason) throw new DocumentReadException(DocumentState.Unsupported, reason);

        var text = TextSignature.Detect(sample, extension) ?? throw NotText(extension);
        return TextSignature.NamesBinaryFormat(extension) ? throw Misnamed(extension, "plain text") : text;
    }

    /// <summary>The file has the extension of a binary format, but holds something else.</summary>
    internal static DocumentReadException Misnamed(string extension, string content) => new(
        DocumentState.Damaged, $"The name ends in {extension}, but the file holds {content}. Give it its right name or save it again, then add it once more.");

    private static DocumentReadException Empty(string extension) => TextSignature.NamesBinaryFormat(extension)
        ? new DocumentReadException(DocumentState.Damaged, "The file is empty (0 bytes); it was probably not copied to its end. Copy it again.")
        : new DocumentReadException(DocumentState.NoText, "The file is empty.");

    private static DocumentReadException NotText(string extension) => TextSignature.NamesBinaryFormat(extension)
        ? Misnamed(extension, "something else that is not readable")
        : new DocumentReadException(DocumentState.Unsupported, "The file holds binary data of an unknown kind, not text. Save it as PDF, DOCX, HTML, Markdown or plain text.");

    private static string Extension(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        return dot < 0 || fileName.Length - dot > 16 ? "" : fileName[dot..].ToLowerInvariant();
    }
}
