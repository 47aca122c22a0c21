using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>
/// What holds for every format. Each subclass writes the same sample in its format: title and heading 1 "Travel rules", the paragraph
/// <see cref="First"/>, heading 2 "Allowances", the paragraph <see cref="Second"/> and, where the format has tables, <see cref="Table"/>.
/// </summary>
public abstract class DocumentReaderConformanceTests : IDisposable
{
    protected const string Title = "Travel rules";
    protected const string First = "Book trains early. Flights need the consent of your manager.";
    protected const string SecondHeading = "Allowances";
    protected const string Second = "The daily allowance for Zürich is 85 €, naïve as it is.";
    protected const string Table = "City | Amount\nZürich | 85\nGeneva | 78";

    private readonly TempFolder _folder = new();

    protected abstract string FileName { get; }

    protected virtual bool HasTables => true;

    protected virtual ReaderOptions Options => new();

    protected abstract byte[] Sample();

    /// <summary>A file of that name that cannot be read.</summary>
    protected abstract byte[] Damaged();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TheTitleComesFromTheDocument() => Assert.Equal(Title, (await ReadSample()).Title);

    [Fact]
    public async Task HeadingsAreRankedAndStandInThePathOfWhatFollows()
    {
        var blocks = (await ReadSample()).Blocks;

        var headings = blocks.Where(b => b.Kind == BlockKind.Heading).ToList();
        Assert.Equal([Title, SecondHeading], headings.Select(h => h.Text));
        Assert.True(headings[0].Level < headings[1].Level);
        Assert.Equal([Title], Single(blocks, First).HeadingPath);
        Assert.Equal([Title, SecondHeading], Single(blocks, Second).HeadingPath);
    }

    [Fact]
    public async Task ParagraphsAreCountedFromOneWithoutHeadings()
    {
        var blocks = (await ReadSample()).Blocks;

        Assert.Equal(1, Single(blocks, First).Paragraph);
        Assert.Equal(2, Single(blocks, Second).Paragraph);
        Assert.All(blocks.Where(b => b.Kind == BlockKind.Heading), h => Assert.Equal(0, h.Paragraph));
    }

    [Fact]
    public async Task TablesAreLinesOfCells()
    {
        if (!HasTables) Assert.Skip("This format's sample has no table; text has none, and those of PDFs are in PdfTableTests.");

        var table = Assert.Single((await ReadSample()).Blocks, b => b.Kind == BlockKind.Table);

        Assert.Equal(Table, table.Text);
    }

    [Fact]
    public async Task TheReadTextAtABlocksOffsetIsTheBlock()
    {
        var blocks = (await ReadSample()).Blocks;
        var text = string.Join("\n\n", blocks.Select(b => b.Text));

        Assert.All(blocks, b => Assert.Equal(b.Text, text.Substring(b.Start, b.Text.Length)));
    }

    [Fact]
    public async Task WordsOfABlockStandWhereTheirRectanglesSay()
    {
        var blocks = (await ReadSample()).Blocks.Where(b => b.Words.Count > 0);

        Assert.All(blocks, b => Assert.Equal(b.Text, string.Join(' ', b.Words.Select(w => b.Text.Substring(w.Start, w.Length)))));
    }

    [Fact]
    public async Task AnEmptyFileIsRefusedWithAReason()
    {
        var e = await Fails([]);

        Assert.True(e.State is DocumentState.NoText or DocumentState.Damaged);
        Assert.StartsWith("The file is empty", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedFileIsRefusedWithAReasonForPeople()
    {
        var e = await Fails(Damaged());

        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreTextThanTheLimitIsRefusedWithTheNumber()
    {
        var path = Write(Sample());
        var readers = new DocumentReaders(new ReaderOptions { MaxCharacters = 50 });

        var e = await Assert.ThrowsAsync<DocumentReadException>(() => readers.ReadAsync(path, FileName, CancellationToken.None));

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.Contains("50", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancellationIsNoFailureOfTheDocument()
    {
        var path = Write(Sample());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DocumentReaders(new ReaderOptions()).ReadAsync(path, FileName, cancelled.Token));
    }

    protected Task<DocumentText> ReadSample() => Read(Sample());

    protected Task<DocumentText> Read(byte[] content) =>
        new DocumentReaders(Options).ReadAsync(Write(content), FileName, TestContext.Current.CancellationToken);

    protected Task<DocumentReadException> Fails(byte[] content) => Assert.ThrowsAsync<DocumentReadException>(() => Read(content));

    private static Block Single(IEnumerable<Block> blocks, string text) => Assert.Single(blocks, b => b.Text == text);

    protected string Write(byte[] content)
    {
        // Stored bytes have names of ours; the file's own name is only told.
        var path = _folder.File("stored");
        File.WriteAllBytes(path, content);
        return path;
    }
}
