using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using RagDocs.Ingest.Readers.Docx;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads Word files, one body element at a time. Deleted text, comments, headers and footers are left out; notes follow the text that cites them.</summary>
internal sealed class DocxReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Docx];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        ZipLimits.Check(stream, options);
        using var document = Open(stream);
        var main = document.MainDocumentPart ?? throw NoBody();
        var blocks = new BlockCollector(options, cancellationToken);
        var body = new DocxBlocks(blocks, new HeadingStyles(main), new ListNumbering(main), new NoteTexts(main));

        using var reader = OpenXmlReader.Create(main);
        if (!MoveToBody(reader)) throw NoBody();
        while (!reader.EOF && reader.ElementType != typeof(Body))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.LoadCurrentElement() is { } element) body.Add(element);
            if (!MoveToNextSibling(reader)) break;
        }

        body.Flush();
        return new DocumentText(Title(document) ?? blocks.FirstHeading, FileSignature.Docx, null, blocks.Blocks, []) { ReviewBy = CustomProperties.ReviewBy(document) };
    }

    private WordprocessingDocument Open(Stream stream) => WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings
    {
        AutoSave = false,
        // Bounds what is unpacked whatever sizes the archive claims. The SDK parses without DTDs, so entities cannot be declared at all.
        MaxCharactersInPart = options.MaxUnpackedMegabytes * 1024L * 1024L,
        MarkupCompatibilityProcessSettings = new MarkupCompatibilityProcessSettings(MarkupCompatibilityProcessMode.NoProcess, FileFormatVersions.Office2019),
    });

    private static bool MoveToBody(OpenXmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Body)) return reader.ReadFirstChild();
        }

        return false;
    }

    /// <summary>After an element was loaded the reader stands on its end; the body's own end ends the loop.</summary>
    private static bool MoveToNextSibling(OpenXmlReader reader)
    {
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Body)) return false;
            if (reader.IsStartElement) return true;
        }

        return false;
    }

    private static string? Title(WordprocessingDocument document) =>
        document.PackageProperties.Title?.Trim() is { Length: > 0 and <= 300 } title ? title : null;

    private static DocumentReadException NoBody() =>
        new(DocumentState.Damaged, "The Word file has no text part. Open it in Word, save it again and add that copy.");
}
