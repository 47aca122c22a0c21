using DocumentFormat.OpenXml.Wordprocessing;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class DocxReaderTests : DocumentReaderConformanceTests
{
    protected override string FileName => "rules.docx";

    protected override byte[] Sample() => TinyDocx.Create(Title, body => body.Append(
        TinyDocx.Styled("Heading1", Title), TinyDocx.Text(First), TinyDocx.Styled("Heading2", SecondHeading), TinyDocx.Text(Second),
        TinyDocx.Table(["City", "Amount"], ["Zürich", "85"], ["Geneva", "78"])));

    protected override byte[] Damaged() => Sample()[..800];

    [Fact]
    public async Task HeadingsAreKnownByOutlineLevelAndByTheStyleTheyAreBasedOn()
    {
        var read = await Docx(
            TinyDocx.Styled("Firmentitel", "Derived from Heading 1"),
            TinyDocx.Styled("Gliederung", "Outline level 2"),
            TinyDocx.Styled("Berschrift3", "Localised id"),
            TinyDocx.Text("Text."));

        Assert.Equal([1, 2, 3, 0], read.Blocks.Select(b => b.Level));
    }

    [Fact]
    public async Task ListItemsAreOneBlockWithTheirNumbers()
    {
        var read = await Docx(
            TinyDocx.Item(1, 0, "Bullet"), TinyDocx.Item(2, 0, "One"), TinyDocx.Item(2, 1, "Inner"), TinyDocx.Item(2, 0, "Two"), TinyDocx.Text("After."));

        Assert.Equal(["- Bullet\n1. One\n  a. Inner\n2. Two", "After."], read.Blocks.Select(b => b.Text));
        Assert.Equal(BlockKind.List, read.Blocks[0].Kind);
    }

    [Fact]
    public async Task HeadingsThatWordNumbersCarryTheirNumbers()
    {
        var read = await Docx(
            TinyDocx.Styled("NumHeading1", "Scope"), TinyDocx.Styled("NumHeading2", "People"), TinyDocx.Styled("NumHeading3", "Guests"), TinyDocx.Text("Text."),
            TinyDocx.Styled("NumHeading2", "Places"), TinyDocx.Styled("NumHeading1", "Rules"), TinyDocx.Styled("NumHeading2", "Trains"), TinyDocx.Styled("Heading1", "Annex"));

        Assert.Equal(
            ["Part I: Scope", "1.1 People", "1.1.1 Guests", "Text.", "1.2 Places", "Part II: Rules", "2.1 Trains", "Annex"], read.Blocks.Select(b => b.Text));
        Assert.Equal(["Part I: Scope", "1.1 People", "1.1.1 Guests"], read.Blocks[3].HeadingPath);
    }

    [Fact]
    public async Task ListsHaveTheLettersAndRomanNumbersThatWordPrints()
    {
        var read = await Docx(
            TinyDocx.Item(5, 0, "Trains"), TinyDocx.Item(5, 1, "first"), TinyDocx.Item(5, 1, "second"), TinyDocx.Item(5, 0, "Flights"), TinyDocx.Item(5, 1, "again first"));

        Assert.Equal("(a) Trains\n  i. first\n  ii. second\n(b) Flights\n  i. again first", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task AListGoesOnAcrossTextAndBeginsAnewWhereTheFileSaysSo()
    {
        var read = await Docx(
            TinyDocx.Item(2, 0, "One"), TinyDocx.Text("Between."), TinyDocx.Item(2, 0, "Two"), TinyDocx.Text("Between."), TinyDocx.Item(4, 0, "Five"), TinyDocx.Item(4, 0, "Six"));

        Assert.Equal(["1. One", "Between.", "2. Two", "Between.", "5. Five\n6. Six"], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task DeletedTextAndFieldCodesAreLeftOutInsertedTextAndLinksStay()
    {
        var read = await Docx(new Paragraph(
            TinyDocx.Run("Kept "),
            new DeletedRun(new Run(new DeletedText("deleted "))) { Author = "a", Id = "1" },
            new InsertedRun(TinyDocx.Run("inserted ")) { Author = "a", Id = "2" },
            new Run(new FieldCode("HYPERLINK x")),
            new Hyperlink(TinyDocx.Run("linked")),
            new Run(new Break()), TinyDocx.Run("next line"), new Run(new RunProperties(new Vanish()), new Text("hidden"))));

        Assert.Equal("Kept inserted linked\nnext line", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task FootnotesFollowTheBlockThatCitesThem()
    {
        var read = await Docx(
            new Paragraph(TinyDocx.Run("Cited"), new Run(new FootnoteReference { Id = 1 })),
            TinyDocx.Text("Next."));

        Assert.Equal(["Cited", "The note.", "Next."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task FootnotesCitedInATableFollowTheTable()
    {
        var cited = new Paragraph(TinyDocx.Run("A"), new Run(new FootnoteReference { Id = 1 }));

        var read = await Docx(
            new Table(new TableRow(new TableCell(cited), new TableCell(TinyDocx.Text("B"))), new TableRow(new TableCell(TinyDocx.Text("C")), new TableCell(TinyDocx.Text("D")))),
            TinyDocx.Text("Next."));

        Assert.Equal(["A | B\nC | D", "The note.", "Next."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task CommentsMovedTextAndDeletedRowsAreLeftOut()
    {
        var deleted = new TableRow(new TableRowProperties(new Deleted { Author = "a" }), new TableCell(TinyDocx.Text("gone")), new TableCell(TinyDocx.Text("gone")));

        var read = await Docx(
            new Paragraph(
                new CommentRangeStart { Id = "0" }, TinyDocx.Run("Kept"), new CommentRangeEnd { Id = "0" }, new Run(new CommentReference { Id = "0" }),
                new MoveFromRun(TinyDocx.Run(" from")) { Author = "a", Id = "1" }, new MoveToRun(TinyDocx.Run(" to")) { Author = "a", Id = "2" }),
            new Table(new TableRow(new TableCell(TinyDocx.Text("A")), new TableCell(TinyDocx.Text("B"))), deleted));

        Assert.Equal(["Kept to", "A | B"], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task ATextBoxIsReadOnceThoughItIsWrittenTwice()
    {
        var read = await Docx(TinyDocx.WithTextBox("Around.", "In the box."));

        Assert.Equal(["Around.", "In the box."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task AnArchiveThatUnpacksToTooMuchIsRefusedBeforeItIsParsed()
    {
        using var folder = new TempFolder();
        var path = folder.File("bomb");
        await File.WriteAllBytesAsync(path, TinyDocx.WithPart("word/bomb.xml", new byte[20 * 1024 * 1024]));

        var e = await Assert.ThrowsAsync<DocumentReadException>(() => new DocumentReaders(new ReaderOptions()).ReadAsync(path, "b.docx", CancellationToken.None));

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.Contains("200 times", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntitiesOfItsOwnAreRefused()
    {
        var e = await Fails(TinyDocx.WithPart("word/extra.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"u8.ToArray()));

        Assert.Equal(DocumentState.Refused, e.State);
    }

    [Fact]
    public async Task XmlNestedWithoutEndIsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 2_000)) + string.Concat(Enumerable.Repeat("</a>", 2_000));

        var e = await Fails(TinyDocx.WithPart("word/extra.xml", System.Text.Encoding.UTF8.GetBytes(deep)));

        Assert.Equal(DocumentState.Refused, e.State);
    }

    private Task<DocumentText> Docx(params DocumentFormat.OpenXml.OpenXmlElement[] elements) => Read(TinyDocx.Create(null, body => body.Append(elements)));
}
