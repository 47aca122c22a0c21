using System.Diagnostics;
using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Readers.Pdf;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Bombs;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class PdfReaderTests : DocumentReaderConformanceTests
{
    public PdfReaderTests() => Assert.SkipUnless(ProgramPath.Find("pdftotext") is not null, "pdftotext (poppler-utils) is not installed.");

    protected override string FileName => "rules.pdf";

    protected override bool HasTables => false;

    // The same whether or not tesseract is installed.
    protected override ReaderOptions Options => new() { Ocr = false };

    protected override byte[] Sample() => TinyPdf.Create(Title, ["# " + Title, First], ["## " + SecondHeading, Second]);

    protected override byte[] Damaged() => [.. "%PDF-1.7\n"u8, .. new byte[500]];

    [Fact]
    public async Task PagesAreCountedFromOneAndWordsKeepTheirRectangles()
    {
        var read = await Read(TinyPdf.Create(null, ["Page one."], ["Page two has words."]));

        Assert.Equal(2, read.Pages);
        Assert.Equal([1, 2], read.Blocks.Select(b => b.Page ?? 0));
        var word = read.Blocks[1].Words[2];
        Assert.Equal("has", read.Blocks[1].Text.Substring(word.Start, word.Length));
        Assert.InRange(word.X, 0.12f, 0.5f);
        Assert.InRange(word.Y, 0.05f, 0.1f);
        Assert.InRange(word.Width, 0.01f, 0.1f);
        Assert.InRange(word.Height, 0.005f, 0.03f);
    }

    [Fact]
    public async Task PagesWithoutTextAreNamedInAWarning()
    {
        var read = await Read(TinyPdf.Create(null, ["Text."], [], ["More text."], [], [], [], ["End."]));

        Assert.Equal(7, read.Pages);
        Assert.Equal(["No readable text on pages 2, 4–6."], read.Warnings);
    }

    [Theory]
    [InlineData(9, 9, false)]
    [InlineData(10, 10, false)]
    [InlineData(2_500, 10, true)]
    public async Task PagesBehindTheLimitAreLeftOutWithAWarning(int pages, int read, bool isCut)
    {
        var path = Write(PageTree.Of(pages));

        var text = await new DocumentReaders(new ReaderOptions { Ocr = false, MaxPdfPages = 10 }).ReadAsync(path, FileName, TestContext.Current.CancellationToken);

        Assert.Equal(read, text.Pages);
        Assert.Equal(isCut ? ["The PDF is read up to page 10: it has more pages than are read of one file. Split it, or raise the limit in the settings."] : [], text.Warnings);
    }

    [Theory]
    [InlineData(new[] { 3 }, "page 3")]
    [InlineData(new[] { 3, 7, 8, 9 }, "pages 3, 7–9")]
    public void PagesAreNamedAsRanges(int[] pages, string expected) => Assert.Equal(expected, PageRanges.Describe(pages));

    [Fact]
    public void EndlessRangesAreCutShort() =>
        Assert.EndsWith(", 97, 99 and 9,950 more", PageRanges.Describe([.. Enumerable.Range(0, 10_000).Select(i => (2 * i) + 1)]), StringComparison.Ordinal);

    [Fact]
    public async Task AFileWithoutAnyTextSaysHowManyPagesWereLookedAt()
    {
        var e = await Fails(TinyPdf.Create(null, [], [], []));

        Assert.Equal(DocumentState.NoText, e.State);
        Assert.Contains("any of its 3 pages", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JunkBeforeTheHeaderIsTolerated()
    {
        var read = await Read([.. "mail gateway banner\r\n"u8, .. TinyPdf.Create(null, ["Still readable."])]);

        Assert.Equal("Still readable.", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task WordsBrokenAtALineEndAreJoinedAndCompoundsKeepTheirHyphen()
    {
        var read = await Read(TinyPdf.Create(null, ["A long line of text that ends in an exam-", "ple of hyphenation and of a long-", "term plan."]));

        Assert.Equal("A long line of text that ends in an example of hyphenation and of a long-term plan.", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task APasswordIsTheReasonWhenOneIsNeeded()
    {
        var qpdf = ProgramPath.Find("qpdf");
        if (qpdf is null) Assert.Skip("qpdf, which makes the encrypted file, is not installed.");
        using var folder = new TempFolder();
        var (plain, locked) = (folder.File("plain.pdf"), folder.File("locked.pdf"));
        await File.WriteAllBytesAsync(plain, TinyPdf.Create(null, ["Secret."]));
        using var process = Process.Start(qpdf, ["--encrypt", "user", "owner", "256", "--", plain, locked]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var e = await Fails(await File.ReadAllBytesAsync(locked));

        Assert.Equal(DocumentState.Password, e.State);
    }
}
