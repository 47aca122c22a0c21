using RagDocs.Ingest.Processes;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Rectangles are fractions of the page as a reader sees it: turned, and cut to its crop box.</summary>
public sealed class PageGeometryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PageGeometryTests() => Assert.SkipUnless(ProgramPath.Find("pdftotext") is not null, "pdftotext (poppler-utils) is not installed.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OnATurnedPageRectanglesAreFractionsOfItsShownSize()
    {
        // 700 of 842 points up the page: 700 of 842 from the left once it is turned clockwise.
        var word = await FirstWordAsync("/Rotate 90");

        Assert.Equal(700 / 842f, word.X, 0.02f);
        Assert.Equal(100 / 595f, word.Y, 0.02f);
        Assert.InRange(word.Height, 0.02f, 0.1f);
    }

    [Fact]
    public async Task OnACroppedPageRectanglesAreFractionsOfWhatIsLeft()
    {
        var word = await FirstWordAsync("/CropBox [50 400 350 800]");

        Assert.Equal(50 / 300f, word.X, 0.01f);
        Assert.Equal((800 - 711) / 400f, word.Y, 0.03f);
    }

    [Fact]
    public async Task TextOutsideOfTheCropBoxIsNotRead()
    {
        var read = await ReadAsync(new TinyPage { Entries = "/CropBox [50 400 350 800]", Texts = [(100, 700, "Shown"), (100, 100, "Hidden")] });

        Assert.Equal("Shown", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task ColumnsAreReadOneAfterTheOther()
    {
        var columns = new[] { 40, 230, 420 }.SelectMany((x, c) => Enumerable.Range(0, 20)
            .Select(r => (x, 750 - 14 * r, $"col{c} row{r} filled with words")));

        var read = await ReadAsync(new TinyPage { Texts = [.. columns.OrderByDescending(t => t.Item2)] });

        var text = string.Join(' ', read.Blocks.Select(b => b.Text));
        var expected = string.Join(' ', Enumerable.Range(0, 3).SelectMany(c => Enumerable.Range(0, 20).Select(r => $"col{c} row{r} filled with words")));
        Assert.Equal(expected, text);
    }

    private async Task<WordBox> FirstWordAsync(string entries) =>
        Assert.Single((await ReadAsync(new TinyPage { Entries = entries, Texts = [(100, 700, "Heron")] })).Blocks).Words[0];

    private async Task<DocumentText> ReadAsync(TinyPage page)
    {
        var path = _folder.File("a.pdf");
        await File.WriteAllBytesAsync(path, TinyPdf.FromPages(null, page));
        return await new DocumentReaders(new ReaderOptions()).ReadAsync(path, "a.pdf", TestContext.Current.CancellationToken);
    }
}
