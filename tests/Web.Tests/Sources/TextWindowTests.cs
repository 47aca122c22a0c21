using RagDocs.Ingest.Chunking;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Tests.Sources;

/// <summary>The text around a cited place comes from the read text itself, and the mark lies on the quoted words of it.</summary>
public sealed class TextWindowTests
{
    [Fact]
    public void AQuoteOverTwoParagraphsIsMarkedInBoth()
    {
        var text = Text(("Paragraph", "One kite. Two kites."), ("Paragraph", "Three kites. Four kites."));
        var chunk = Chunk(text, 0, "Two kites.\n\nThree kites.");

        var shown = TextWindow.Around(text, chunk, 0, chunk.Text.Length)!;

        Assert.Equal(["Two kites.", "Three kites."], Marked(shown));
        Assert.Equal((false, false), (shown.HasMoreBefore, shown.HasMoreAfter));
    }

    [Fact]
    public void WordsOfARepeatedHeaderAreMarkedInTheTablesFirstRow()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 9).Select(i => $"Kite {i} | {i} m"));
        var text = Text(("Paragraph", "Before."), ("Table", $"Name | Line\n{rows}"));
        var own = "Kite 5 | 5 m\nKite 6 | 6 m";
        var chunk = Chunk(text, 1, own) with { Text = $"Name | Line\n{own}" };

        Assert.Equal(["Name | Line"], Marked(TextWindow.Around(text, chunk.ToChunk(), 0, "Name | Line".Length)!));
        Assert.Equal(["Kite 6 | 6 m"], Marked(TextWindow.Around(text, chunk.ToChunk(), chunk.Text.IndexOf("Kite 6", StringComparison.Ordinal), "Kite 6 | 6 m".Length)!));
    }

    [Fact]
    public void ATextThatIsReadDifferentlyTodayIsNotShownForIt()
    {
        var then = Text(("Paragraph", "One kite. Two kites."));
        var chunk = Chunk(then, 0, "Two kites.");

        Assert.Null(TextWindow.Around(Text(("Paragraph", "One kite! Two swans.")), chunk, 0, 10));
    }

    [Fact]
    public void OfALongDocumentThePartAroundThePlaceIsShown()
    {
        var text = Text([.. Enumerable.Range(1, 3000).Select(i => ("Paragraph", $"Paragraph number {i} of a long text about kites and their lines."))]);
        var chunk = Chunk(text, 1499, "Paragraph number 1500");

        var shown = TextWindow.Around(text, chunk, 0, chunk.Text.Length)!;

        Assert.Equal((true, true), (shown.HasMoreBefore, shown.HasMoreAfter));
        Assert.InRange(shown.Blocks.Sum(b => b.Text.Length), 20_000, 80_000);
        Assert.Equal(["Paragraph number 1500"], Marked(shown));
    }

    [Fact]
    public void SlidesAreShownWithTheirNeighbours()
    {
        var text = Text([.. Enumerable.Range(1, 20).Select(i => ("Paragraph", $"Slide text {i}"))]);
        text = text with { Blocks = [.. text.Blocks.Select((b, i) => b with { Page = i + 1 })] };
        var chunk = Chunk(text, 9, "Slide text 10").ToChunk();
        chunk.Page = 10;

        Assert.Equal([8, 9, 10, 11, 12], TextWindow.Around(text, chunk, 0, 5)!.Blocks.Select(b => b.Page!.Value));
    }

    [Fact]
    public void TheHeadOfAMailStaysHoweverLongItIs()
    {
        var text = Text([("Paragraph", "From: Ana"), .. Enumerable.Range(1, 3000).Select(i => ("Paragraph", $"Line {i} of a mail that nobody reads to its end."))]) with { MediaType = FileSignature.Mail };

        Assert.Equal("From: Ana", TextWindow.Around(text, Chunk(text, 2500, "Line 2500"), 0, 4)!.Blocks[0].Text);
    }

    [Fact]
    public void EveryPassageOfADocumentIsFoundInItsText()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 400).Select(i => $"Kite {i} | {i} metres of line"));
        var text = Text([("Heading", "Kites"), .. Enumerable.Range(1, 60).Select(i => ("Paragraph", $"Kite {i} flies. It has a tail of {i} metres.")), ("Table", $"Name | Line\n{rows}")]);
        var drafts = new Chunker(new ChunkerOptions(), TokenEstimate.Count).Split(text);

        Assert.True(drafts.Count > 5);
        Assert.All(drafts, d => Assert.Equal(
            Letters(d.Text[^d.Place.Length..]),
            Letters(string.Concat(Marked(TextWindow.Around(text, new Chunk { Text = d.Text, Start = d.Place.Start, Length = d.Place.Length }, d.Text.Length - d.Place.Length, d.Place.Length)!)))));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static List<string> Marked(TextWindow window) => [.. window.Blocks.Where(b => b.MarkLength > 0).Select(b => b.Text.Substring(b.MarkStart, b.MarkLength))];

    private static DocumentText Text(params (string Kind, string Text)[] blocks)
    {
        var numbered = new List<Block>();
        foreach (var (kind, text) in blocks)
        {
            var start = numbered.Count == 0 ? 0 : numbered[^1].Start + numbered[^1].Text.Length + 2;
            numbered.Add(new Block { Kind = Enum.Parse<BlockKind>(kind), Text = text, Level = kind == "Heading" ? 1 : 0, Start = start });
        }

        return new DocumentText(null, FileSignature.Markdown, null, numbered, []);
    }

    private static Cut Chunk(DocumentText text, int block, string own)
    {
        var all = string.Join("\n\n", text.Blocks.Select(b => b.Text));
        return new Cut(own, all.IndexOf(own, text.Blocks[block].Start, StringComparison.Ordinal), own.Length);
    }

    private sealed record Cut(string Text, int Start, int Length)
    {
        public static implicit operator Chunk(Cut cut) => cut.ToChunk();

        public Chunk ToChunk() => new() { Text = Text, Start = Start, Length = Length };
    }
}
