using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers.Pdf;
using RagDocs.Ingest.Readers.Pictures;
using RagDocs.Ingest.Readers.Scans;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Reads pictures of pages (PNG, JPEG, TIFF with one page or many, GIF, BMP, WebP) by text recognition, as pages of a scanned PDF are read.</summary>
internal sealed class PictureReader(ReaderOptions options) : DocumentReader
{
    public override IReadOnlyList<string> MediaTypes { get; } =
        [FileSignature.Png, FileSignature.Jpeg, FileSignature.Tiff, FileSignature.Gif, FileSignature.Bmp, FileSignature.Webp];

    protected override async Task<DocumentText> ReadBlocksAsync(SourceFile file, CancellationToken cancellationToken)
    {
        var picture = PictureFile.Read(file.Path, options);
        List<PageWithoutText> pages = [.. picture.Pages.Select((p, i) => new PageWithoutText(i + 1, p.PageWidth, p.PageHeight, IsGarbled: false))];
        var scans = await ScannedPages.ReadAsync(file, () => Task.FromResult<IReadOnlyList<PageWithoutText>>(pages), Draw, options, cancellationToken);
        var isOne = pages.Count == 1;
        if (scans.State == RecognitionState.Waiting)
        {
            string[] waiting = [isOne ? "The file is a picture. Its text is being recognised." : $"The file holds {pages.Count:N0} pictures. Their text is being recognised."];
            return new DocumentText(null, file.MediaType, pages.Count, [], waiting) { AwaitsRecognition = true };
        }

        var blocks = new BlockCollector(options, cancellationToken);
        var text = new PageText(blocks);
        var lines = new RunningLines(text.Add);
        foreach (var page in pages)
        {
            if (scans.Find(page.Number) is { } recognized) lines.Add(recognized);
        }

        lines.Finish();
        if (blocks.Blocks.Count == 0) throw NoText(scans.State, isOne);
        return new DocumentText(null, file.MediaType, pages.Count, blocks.Blocks, [.. scans.Warnings(pages), .. LeftOut(picture)]) { PageTroubles = scans.Troubles(pages) };

        async Task<PageImage?> Draw(PageWithoutText page, CancellationToken stop)
        {
            using var folder = new PrivateFolder();
            return await new PicturePdf(picture, options).WriteAsync(picture.Pages[page.Number - 1], folder, stop) is { } pdf
                ? await new PageDrawing(options).DrawAsync(pdf, 1, page, stop)
                : null;
        }
    }

    private static IEnumerable<string> LeftOut(PictureFile picture)
    {
        if (picture.Count > picture.Pages.Count) yield return $"Only the first {picture.Pages.Count:N0} pages were read. Split the file to have the others read.";
    }

    private static DocumentReadException NoText(RecognitionState state, bool isOne)
    {
        var what = isOne ? "The file is a picture" : "The file holds only pictures";
        return new DocumentReadException(DocumentState.NoText, state switch
        {
            RecognitionState.Done => what + ", and no text could be recognised in it.",
            RecognitionState.NotInstalled => $"{what}, and text recognition is not installed. {ScannedPages.InstallAdvice}",
            _ => what + ", and text recognition is switched off in the settings.",
        });
    }
}
