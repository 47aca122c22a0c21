using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Texts;

public sealed class StoredTextsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _hash = TestSupport.Some.Hash();

    private StoredTexts Texts => new(Path.Combine(_folder.Path, "texts"), Path.Combine(_folder.Path, "spool"));

    [Fact]
    public async Task ATextComesBackAsItWasRead()
    {
        var text = Document();
        await Texts.KeepAsync(_hash, "a.pdf", text, CancellationToken.None);

        var kept = (await Texts.FindAsync(_hash, "b.PDF", CancellationToken.None))!.Text;

        Assert.Equal((text.Title, text.MediaType, text.Pages), (kept.Title, kept.MediaType, kept.Pages));
        Assert.Equal(text.Warnings, kept.Warnings);
        Assert.Equal(text.PageTroubles, kept.PageTroubles);
        Assert.Equal(text.Blocks.Select(b => (b.Kind, b.Text, b.Level, b.Page, b.Cells, b.Start, b.Paragraph)), kept.Blocks.Select(b => (b.Kind, b.Text, b.Level, b.Page, b.Cells, b.Start, b.Paragraph)));
        Assert.Equal(text.Blocks.Select(b => b.HeadingPath), kept.Blocks.Select(b => b.HeadingPath));
        var (word, same) = (text.Blocks[1].Words[1], kept.Blocks[1].Words[1]);
        Assert.Equal((word.Start, word.Length), (same.Start, same.Length));
        Assert.Equal(word.X, same.X, 1e-4);
        Assert.Equal(WordBoxPacking.Pack(text.Blocks[1].Words), WordBoxPacking.Pack(kept.Blocks[1].Words));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task ATextThatWasAlteredIsAsIfItWereNotThere(int at)
    {
        await Texts.KeepAsync(_hash, "a.pdf", Document(), CancellationToken.None);
        var file = Assert.Single(Files());
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        if (at < 0) bytes = bytes[..^3];
        else bytes[at] ^= 0x40;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        Assert.Null(await Texts.FindAsync(_hash, "a.pdf", CancellationToken.None));
    }

    [Fact]
    public async Task AFileOfAnotherEndingIsReadForItself()
    {
        await Texts.KeepAsync(_hash, "a.md", Document(), CancellationToken.None);

        Assert.Null(await Texts.FindAsync(_hash, "a.txt", CancellationToken.None));
        Assert.NotNull(await Texts.FindAsync(_hash, "b.md", CancellationToken.None));
    }

    [Fact]
    public async Task WhatNoDocumentNamesIsDropped()
    {
        var other = TestSupport.Some.Hash();
        await Texts.KeepAsync(_hash, "a.md", Document(), CancellationToken.None);
        await Texts.KeepAsync(other, "a.md", Document(), CancellationToken.None);

        Assert.Equal(1, await Texts.DropUnnamedAsync(new HashSet<string> { other }, CancellationToken.None));

        Assert.Null(await Texts.FindAsync(_hash, "a.md", CancellationToken.None));
        Assert.NotNull(await Texts.FindAsync(other, "a.md", CancellationToken.None));
    }

    [Fact]
    public async Task AnIndexedDocumentIsNotParsedAgainUnlessItsTextIsGone()
    {
        var reader = new TroubledReader(_ => "Vacation days.");
        await using var services = await IngestServices.CreateAsync(replace: s => s.AddSingleton(new DocumentReaders([reader])));
        await services.TakeAsync("a.txt", "content");
        await services.DrainAsync();
        await RetryAsync(services);
        Assert.Equal(1, reader.Reads);

        Directory.Delete(Path.Combine(services.DataFolder, "texts"), recursive: true);
        await RetryAsync(services);
        Assert.Equal(2, reader.Reads);
        Assert.Equal(DocumentState.Indexed, (await services.DocumentAsync("a.txt")).State);
    }

    [Fact]
    public async Task ALargeDocumentLiesInAFileThatGoesWithIt()
    {
        var options = new ReaderOptions { SpillFolder = _folder.Path };
        var collector = new BlockCollector(options, CancellationToken.None);
        collector.Heading(1, "Long");
        for (var i = 0; i < 5_000; i++) collector.Add(BlockKind.Paragraph, $"{i} {new string('x', 2_000)}");

        using (var text = new DocumentText(collector.FirstHeading, FileSignature.PlainText, null, BlockNumbering.Number(collector.Blocks), []))
        {
            Assert.IsType<BlockSequence>(text.Blocks);
            Assert.Equal((5_001, "Long"), (text.Blocks.Count, text.Title));
            Assert.Equal(Enumerable.Range(0, 5_000), text.Blocks.Skip(1).Select(b => b.Paragraph - 1));
            Assert.All(text.Blocks.Skip(1).Index(), b => Assert.StartsWith($"{b.Index} x", b.Item.Text, StringComparison.Ordinal));
            Assert.Equal(["Long"], text.Blocks[4_000].HeadingPath);
            await Texts.KeepAsync(_hash, "a.txt", text, CancellationToken.None);
            Assert.Single(Directory.GetFiles(_folder.Path, "*.part"));
        }

        Assert.Empty(Directory.GetFiles(_folder.Path, "*.part"));
        Assert.Equal(5_001, (await Texts.FindAsync(_hash, "a.txt", CancellationToken.None))!.Text.Blocks.Count(b => b.Text.Length > 3));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task RetryAsync(IngestServices services)
    {
        await using (var db = services.Db())
        {
            await db.Documents.ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DocumentState.Pending));
        }

        await services.DrainAsync();
    }

    private string[] Files() => Directory.GetFiles(Path.Combine(_folder.Path, "texts"), "*", SearchOption.AllDirectories);

    private static DocumentText Document() => new(
        "A title", FileSignature.Pdf, 3,
        BlockNumbering.Number(
        [
            new Block { Kind = BlockKind.Heading, Level = 2, Text = "Größe 𝒳", Page = 1 },
            new Block { Kind = BlockKind.Paragraph, Text = "Two words", Page = 1, Words = [new(0, 3, .1f, .2f, .3f, .4f), new(4, 5, .5f, .25f, 1f, 0f)] },
            new Block { Kind = BlockKind.Table, Text = "a | b", Cells = new CellRange("Budget", 1, 2, 6, 40) },
        ]),
        ["Page 2 is a picture."])
    {
        PageTroubles = [new PageTrouble(2, PageProblemKind.NoText), new PageTrouble(3, PageProblemKind.LowConfidence, 0.5)],
    };
}
