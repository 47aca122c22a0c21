using RagDocs.Ingest.Readers.Epub;
using RagDocs.Ingest.Readers.Html;
using RagDocs.Ingest.Readers.Packages;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads e-books chapter by chapter, in the order they are to be read in.</summary>
internal sealed class EpubReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } = [FileSignature.Epub];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        using var package = new PackageFile(file.Path, options);
        var book = EpubPackage.Load(package);
        var blocks = new BlockCollector(options, cancellationToken);
        var missing = 0;
        foreach (var chapter in book.Chapters)
        {
            if (await ReadAsync(package, chapter, cancellationToken) is not { } xhtml) missing++;
            else await HtmlPage.AddAsync(blocks, Xhtml.AsHtml(xhtml), keepsBoilerplate: true, cancellationToken);
        }

        if (missing > 0 && missing == book.Chapters.Count) throw PackageFile.Incomplete("a program for e-books");
        string[] warnings = missing == 0 ? [] : [$"{missing:N0} of {book.Chapters.Count:N0} chapters are missing in the file. Copy it again."];
        return new DocumentText(book.Title ?? blocks.FirstHeading, FileSignature.Epub, null, blocks.Blocks, warnings);
    }

    private async Task<string?> ReadAsync(PackageFile package, string chapter, CancellationToken cancellationToken)
    {
        await using var part = package.Open(chapter);
        if (part is null) return null;
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await part.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > (long)options.MaxTextMegabytes << 20)
                throw new DocumentReadException(DocumentState.Refused, $"The e-book was refused because a chapter of it has more than {options.MaxTextMegabytes:N0} MB.");
            bytes.Write(buffer, 0, read);
        }

        return TextDecoding.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
