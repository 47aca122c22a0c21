using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers.Scans;

/// <summary>Scans that bear a text layer of nothing but a stamp.</summary>
public sealed class StampedScanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StampedScanTests()
    {
        Scan.SkipWithoutTesseract();
        Assert.SkipUnless(ProgramPath.Find("pdfimages") is not null, "pdfimages (poppler-utils) is not installed.");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PagesWithAStampOnlyAreRecognised()
    {
        var pdf = TinyPdf.FromPages(null, await StampedAsync(1, "Employees book trains early and keep the ticket."), await StampedAsync(2, "Flights need the consent of the manager."));

        var before = await ReadAsync(pdf, recognition: null);
        Assert.True(before.AwaitsRecognition);
        Assert.Equal([1, 2], before.PageTroubles.Select(t => t.Page));

        var read = await ReadAsync(pdf, new Recognition(""));
        Assert.Empty(read.Warnings);
        var text = string.Join('\n', read.Blocks.Select(b => $"{b.Page}: {b.Text}"));
        Assert.Contains("1: Employees book trains early and keep the ticket.", text, StringComparison.Ordinal);
        Assert.Contains("2: Flights need the consent of the manager.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASingleStampedPageIsRecognisedToo() =>
        Assert.Contains("book trains early", Text(await ReadAsync(TinyPdf.FromPages(null, await StampedAsync(1, "Employees book trains early.")), new Recognition(""))), StringComparison.Ordinal);

    [Fact]
    public async Task WithoutRecognitionTheStampDoesNotHideThatThePagesWereNotRead()
    {
        var pdf = TinyPdf.FromPages(null, await StampedAsync(1, "Employees book trains early."), await StampedAsync(2, "Flights need consent."), new TinyPage("A page of text that stands in the middle of nothing."));

        var read = await ReadAsync(pdf, null, new ReaderOptions { Ocr = false });

        Assert.Equal([new PageTrouble(1, PageProblemKind.NoText), new PageTrouble(2, PageProblemKind.NoText)], read.PageTroubles);
    }

    [Fact]
    public async Task PagesWithFewWordsAndNoPictureAreNoScans()
    {
        var read = await ReadAsync(TinyPdf.FromPages(null, Bare(1), Bare(2)), recognition: null);

        Assert.False(read.AwaitsRecognition);
        Assert.Empty(read.PageTroubles);
    }

    [Fact]
    public async Task APictureWithACaptionOfItsOwnIsNoScan()
    {
        var stripes = new TinyPicture(64, 64, [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(i / 64 % 8 < 4 ? 0 : 255))]);
        var pdf = TinyPdf.FromPages(null, new TinyPage("Text of the first page, which says something."), new TinyPage { Picture = stripes, Texts = [(72, 20, "The works in winter")] });

        var read = await ReadAsync(pdf, recognition: null);

        Assert.False(read.AwaitsRecognition);
        Assert.Contains("The works in winter", Text(read), StringComparison.Ordinal);
    }

    private static async Task<TinyPage> StampedAsync(int page, string line) => (await Scan.PageAsync("", "", "", line)) with { Texts = [(72, 20, $"Scanned by Heron Archive, page {page} of 2")] };

    private static TinyPage Bare(int page) => new() { Texts = [(72, 20, $"Scanned by Heron Archive, page {page} of 2")] };

    private static string Text(DocumentText read) => string.Join('\n', read.Blocks.Select(b => b.Text));

    private async Task<DocumentText> ReadAsync(byte[] pdf, Recognition? recognition, ReaderOptions? options = null)
    {
        var path = _folder.File("scan.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        return await new DocumentReaders(options ?? new ReaderOptions()).ReadAsync(path, "scan.pdf", recognition, TestContext.Current.CancellationToken);
    }
}
