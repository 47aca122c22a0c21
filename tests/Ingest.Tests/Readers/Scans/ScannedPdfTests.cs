using RagDocs.Ingest.Readers;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers.Scans;

public sealed class ScannedPdfTests : IDisposable
{
    private static readonly string[] Rules = ["Employees book trains early and keep the ticket.", "Flights need the consent of the manager."];

    private readonly TempFolder _folder = new();

    public ScannedPdfTests() => Scan.SkipWithoutTesseract();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AScannedPageIsRecognisedWithTheRectanglesOfItsWords()
    {
        var typeset = Assert.Single((await ReadAsync(TinyPdf.Create(null, Rules))).Blocks);

        var read = await ReadAsync(TinyPdf.FromPages(null, await Scan.PageAsync(Rules)));

        var block = Assert.Single(read.Blocks);
        Assert.Equal(typeset.Text, block.Text);
        Assert.Empty(read.Warnings);
        Assert.Empty(read.PageTroubles);
        foreach (var (word, original) in block.Words.Zip(typeset.Words))
        {
            Assert.Equal(WordOf(typeset, original), WordOf(block, word));
            Assert.Equal(original.X, word.X, 0.01f);
            Assert.Equal(original.Y, word.Y, 0.01f);
            Assert.Equal(original.Width, word.Width, 0.01f);
        }
    }

    [Fact]
    public async Task OnlyPagesWithoutTextAreRecognisedAndPagesStayInOrder()
    {
        var read = await ReadAsync(TinyPdf.FromPages(
            null, new TinyPage("The first page has text."), await Scan.PageAsync(Rules), new TinyPage("The last page has text."), Scan.Blank()));

        Assert.Equal([1, 2, 3], read.Blocks.Select(b => b.Page ?? 0));
        Assert.Equal("The first page has text.", read.Blocks[0].Text);
        Assert.Contains("consent of the manager", read.Blocks[1].Text, StringComparison.Ordinal);
        Assert.Equal(4, read.Pages);
        // Nothing is missing on a blank page.
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public async Task APageScannedOnItsSideIsRecognised()
    {
        var lines = Enumerable.Range(1, 12).SelectMany(_ => Rules).ToArray();
        var turned = (await Scan.PictureAsync(lines)).Turned();

        var read = await ReadAsync(TinyPdf.FromPages(null, new TinyPage { Width = 842, Height = 595, Picture = turned }));

        Assert.Contains("consent of the manager", string.Join(' ', read.Blocks.Select(b => b.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeRecognitionIsAskedForThePagesAreNamedAndWait()
    {
        var pdf = TinyPdf.FromPages(null, new TinyPage("Text."), await Scan.PageAsync(Rules));

        var read = await ReadAsync(pdf, recognition: null);

        Assert.True(read.AwaitsRecognition);
        Assert.Equal(["No readable text on page 2.", "It is being recognised."], read.Warnings);
        Assert.Equal([new PageTrouble(2, PageProblemKind.NoText)], read.PageTroubles);
    }

    [Fact]
    public async Task ALanguageThatIsNotInstalledIsNamedWithItsPackage()
    {
        var read = await ReadAsync(TinyPdf.FromPages(null, await Scan.PageAsync(Rules)), new Recognition("tlh+eng"));

        Assert.NotEmpty(read.Blocks);
        Assert.Equal(["Text was recognised as eng, because tlh is not installed. Install tesseract-ocr-tlh, then run the document again."], read.Warnings);
    }

    [Fact]
    public async Task APageThatIsRecognisedBadlyIsReportedWithItsConfidence()
    {
        // No page is that sure: what is tested is the report, not tesseract.
        var options = new ReaderOptions { OcrLowConfidence = 1 };

        var read = await ReadAsync(TinyPdf.FromPages(null, await Scan.PageAsync(Rules)), new Recognition(""), options);

        var trouble = Assert.Single(read.PageTroubles);
        Assert.Equal((1, PageProblemKind.LowConfidence), (trouble.Page, trouble.Kind));
        Assert.InRange(trouble.Confidence!.Value, 0.5, 0.999);
        Assert.Contains("page 1 was recognised with low confidence", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APictureWithoutTextHasNoText()
    {
        var stripes = new TinyPicture(64, 64, [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(i / 64 % 8 < 4 ? 0 : 255))]);

        var e = await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(TinyPdf.FromPages(null, new TinyPage { Picture = stripes })));

        Assert.Equal(DocumentState.NoText, e.State);
        Assert.Contains("nothing could be recognised", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelingEndsRecognitionAtOnce()
    {
        var page = await Scan.PageAsync([.. Enumerable.Range(1, 20).SelectMany(_ => Rules)]);
        var pdf = TinyPdf.FromPages(null, [.. Enumerable.Repeat(page, 20)]);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(700));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(pdf, new Recognition(""), cancellationToken: cancel.Token));
    }

    private static string WordOf(Block block, WordBox word) => block.Text.Substring(word.Start, word.Length);

    private Task<DocumentText> ReadAsync(byte[] pdf) => ReadAsync(pdf, new Recognition(""));

    private async Task<DocumentText> ReadAsync(byte[] pdf, Recognition? recognition, ReaderOptions? options = null, CancellationToken? cancellationToken = null)
    {
        var path = _folder.File("scan.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        return await new DocumentReaders(options ?? new ReaderOptions()).ReadAsync(path, "scan.pdf", recognition, cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
