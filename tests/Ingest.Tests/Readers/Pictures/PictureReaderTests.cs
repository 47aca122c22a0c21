using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Tests.Readers.Scans;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers.Pictures;

public sealed class PictureReaderTests : IDisposable
{
    private const string Text = "Employees book trains early and keep the ticket. Flights need the consent of the manager.";
    private static readonly string[] Rules = ["Employees book trains early and keep the ticket.", "Flights need the consent of the manager."];

    private readonly TempFolder _folder = new();

    public PictureReaderTests() => Scan.SkipWithoutTesseract();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("png", FileSignature.Png)]
    [InlineData("alpha.png", FileSignature.Png)]
    [InlineData("tif", FileSignature.Tiff)]
    [InlineData("bmp", FileSignature.Bmp)]
    [InlineData("jpg", FileSignature.Jpeg)]
    public async Task APictureOfAPageIsRecognisedWithTheRectanglesOfItsWords(string kind, string mediaType)
    {
        var typeset = Assert.Single((await ReadAsync(TinyPdf.Create(null, Rules), "a.pdf")).Blocks);
        var picture = await Scan.PictureAsync(Rules);

        var read = await ReadAsync(
            kind switch
            {
                "png" => TinyPng.Create(picture),
                "alpha.png" => TinyPng.OnNothing(picture),
                "tif" => TinyTiff.Create(picture),
                "bmp" => TinyBmp.Create(picture),
                _ => await Scan.JpegAsync(Rules),
            },
            "scan." + kind);

        Assert.Equal((mediaType, 1), (read.MediaType, read.Pages));
        Assert.Empty(read.Warnings);
        var block = Assert.Single(read.Blocks);
        Assert.Equal((Text, 1), (block.Text, block.Page));
        foreach (var (word, original) in block.Words.Zip(typeset.Words))
        {
            Assert.Equal(original.X, word.X, 0.01f);
            Assert.Equal(original.Y, word.Y, 0.01f);
            Assert.Equal(original.Width, word.Width, 0.01f);
        }
    }

    [Fact]
    public async Task APhotoTakenWithTheCameraOnItsSideIsReadUpright()
    {
        // As stored it is turned a quarter counter-clockwise; its Exif orientation 6 says so.
        var stored = await Scan.JpegAsync(Rules, turns: 3);

        var read = await ReadAsync(Jpeg.WithOrientation(stored, 6), "photo.jpg");

        var block = Assert.Single(read.Blocks);
        Assert.Equal(Text, block.Text);
        Assert.True(block.Words[0].Width > block.Words[0].Height);
        Assert.InRange(block.Words[0].Y, 0, 0.2);
    }

    [Fact]
    public async Task EveryPageOfATiffIsReadInItsOrder()
    {
        var pages = new List<TinyPicture>();
        foreach (var word in new[] { "The first page is about trains.", "The second page is about flights.", "The third page is about hotels." }) pages.Add(await Scan.PictureAsync(word));

        var read = await ReadAsync(TinyTiff.Create([.. pages]), "fax.tiff");

        Assert.Equal(3, read.Pages);
        Assert.Equal([(1, "trains."), (2, "flights."), (3, "hotels.")], read.Blocks.Select(b => (b.Page ?? 0, b.Text.Split(' ')[^1])));
    }

    [Fact]
    public async Task PagesOverTheLimitAreLeftOutWithAWarning()
    {
        var page = await Scan.PictureAsync("The first page is about trains.");

        var read = await ReadAsync(TinyTiff.Create(page, page, page), "fax.tiff", options: new ReaderOptions { MaxPicturePages = 2 });

        Assert.Equal((2, "Only the first 2 pages were read. Split the file to have the others read."), (read.Pages, Assert.Single(read.Warnings)));
    }

    [Fact]
    public async Task BeforeRecognitionIsAskedForThePictureWaits()
    {
        var read = await ReadAsync(TinyPng.Create(await Scan.PictureAsync(Rules)), "a.png", recognition: null);

        Assert.True(read.AwaitsRecognition);
        Assert.Equal(["The file is a picture. Its text is being recognised."], read.Warnings);
    }

    [Fact]
    public async Task WithoutRecognitionThereIsNoTextAndTheReasonIsSaid()
    {
        var png = TinyPng.Create(await Scan.PictureAsync(Rules));

        var e = await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(png, "a.png", options: new ReaderOptions { Ocr = false }));

        Assert.Equal((DocumentState.NoText, "The file is a picture, and text recognition is switched off in the settings."), (e.State, e.Message));
    }

    [Fact]
    public async Task APictureWithoutWordsHasNoText()
    {
        var stripes = new TinyPicture(64, 64, [.. Enumerable.Range(0, 64 * 64).Select(i => (byte)(i / 64 % 8 < 4 ? 0 : 255))]);

        var e = await Assert.ThrowsAsync<DocumentReadException>(() => ReadAsync(TinyPng.Create(stripes), "a.png"));

        Assert.Equal((DocumentState.NoText, "The file is a picture, and no text could be recognised in it."), (e.State, e.Message));
    }

    [Fact]
    public async Task ATiffThatLeadsBackToItselfEnds() =>
        Assert.Equal(1, (await ReadAsync(TinyTiff.Circle(await Scan.PictureAsync(Rules)), "a.tif")).Pages);

    private async Task<DocumentText> ReadAsync(byte[] file, string name, Recognition? recognition, ReaderOptions? options = null)
    {
        var path = _folder.File("file");
        await File.WriteAllBytesAsync(path, file);
        return await new DocumentReaders(options ?? new ReaderOptions()).ReadAsync(path, name, recognition, TestContext.Current.CancellationToken);
    }

    private Task<DocumentText> ReadAsync(byte[] file, string name, ReaderOptions? options = null) => ReadAsync(file, name, new Recognition(""), options);
}
