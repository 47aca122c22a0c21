using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval;

namespace RagDocs.Ingest.Tests.Chunking;

public sealed class ChunkerTests
{
    private static readonly ChunkerOptions Small = new() { TargetTokens = 20, SmallTokens = 8, TableTokens = 20, MaxCharacters = 400 };

    [Fact]
    public void HeadingsAreThePathAndNotTheText()
    {
        var chunk = Assert.Single(Split(Some.Heading(1, "Rules"), Some.Heading(2, "Travel"), Some.Paragraph("Book early.")));

        Assert.Equal("Book early.", chunk.Text);
        Assert.Equal(["Rules", "Travel"], chunk.HeadingPath);
        Assert.Equal(new Place(null, 1, 15, 11), chunk.Place);
    }

    [Fact]
    public void AHeadingWithoutTextBecomesAChunk()
    {
        var chunks = Split(Some.Heading(1, "Rules"), Some.Heading(2, "Reserved"), Some.Heading(2, "Also reserved"), Some.Heading(2, "Travel"), Some.Paragraph("Book early."));

        Assert.Equal(["Reserved\n\nAlso reserved", "Book early."], chunks.Select(c => c.Text));
        Assert.Equal(["Rules"], chunks[0].HeadingPath);
        Assert.Null(chunks[0].Place.Paragraph);
    }

    [Fact]
    public void SmallNeighboursAreJoinedAndLargeOnesStandAlone()
    {
        var chunks = Split(Some.Paragraph("One two."), Some.Paragraph("Three four."), Some.Paragraph(Some.Words(12)), Some.Paragraph(Some.Words(12)));

        Assert.Equal(2, chunks.Count);
        Assert.StartsWith("One two.\n\nThree four.\n\nword0", chunks[0].Text, StringComparison.Ordinal);
        Assert.Equal(4, chunks[1].Place.Paragraph);
    }

    [Fact]
    public void ALongParagraphIsCutBetweenSentences()
    {
        var sentence = "This sentence has exactly seven words today.";

        var chunks = Split(Some.Paragraph(string.Join(' ', Enumerable.Repeat(sentence, 5))));

        Assert.Equal([sentence + " " + sentence, sentence + " " + sentence, sentence], chunks.Select(c => c.Text));
        Assert.All(chunks, c => Assert.Equal(1, c.Place.Paragraph));
    }

    [Fact]
    public void ALongTableIsCutBetweenRowsAndRepeatsItsHeader()
    {
        var rows = Enumerable.Range(1, 9).Select(i => $"City{i} | {i} | {i}");

        var chunks = Split(Some.Block(BlockKind.Table, "City | A | B\n" + string.Join('\n', rows)));

        Assert.True(chunks.Count > 1);
        Assert.All(chunks, c => Assert.StartsWith("City | A | B\nCity", c.Text, StringComparison.Ordinal));
        Assert.Equal(chunks[0].Text.Length, chunks[0].Place.Length);
        Assert.Equal(chunks[1].Text.Length - "City | A | B\n".Length, chunks[1].Place.Length);
    }

    [Fact]
    public void AListIsCutBetweenItems()
    {
        var chunks = Split(Some.Block(BlockKind.List, string.Join('\n', Enumerable.Range(0, 6).Select(i => $"- {Some.Words(7)}"))));

        Assert.All(chunks, c => Assert.StartsWith("- word0", c.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void WordRectanglesMoveWithTheirWords()
    {
        var first = Some.Block(BlockKind.Paragraph, "Alpha beta.") with { Page = 3, Words = [new(0, 5, .1f, .1f, .1f, .1f), new(6, 5, .2f, .1f, .1f, .1f)] };
        var second = Some.Block(BlockKind.Paragraph, "Gamma.") with { Page = 3, Words = [new(0, 6, .3f, .1f, .1f, .1f)] };

        var chunk = Assert.Single(Split(first, second));

        Assert.Equal(["Alpha", "beta.", "Gamma."], chunk.Words.Select(w => chunk.Text.Substring(w.Start, w.Length)));
        Assert.Equal(3, chunk.Place.Page);
    }

    [Fact]
    public void AChunkEndsWithItsPage()
    {
        var chunks = Split(Some.Paragraph("One.") with { Page = 1 }, Some.Paragraph("Two.") with { Page = 2 });

        Assert.Equal([1, 2], chunks.Select(c => c.Place.Page ?? 0));
    }

    private static IReadOnlyList<ChunkDraft> Split(params Block[] blocks) => new Chunker(Small, Some.CountWords).Split(Some.Document(blocks));
}
