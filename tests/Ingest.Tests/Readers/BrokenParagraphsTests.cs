using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class BrokenParagraphsTests
{
    private const float LineHeight = 10;

    [Fact]
    public void ASentenceThatGoesOnInTheNextBlockIsOneParagraph() => Assert.Equal(1, BlocksOf(
        ("Days not taken by then lapse without", 72, 100), ("compensation of any kind.", 72, 114)));

    [Fact]
    public void AFullLineGoesOnAlsoInUpperCase() => Assert.Equal(1, BlocksOf(
        ("Two signatures: the head of the department and the", 72, 100), ("Head of Finance sign.", 72, 114)));

    [Fact]
    public void AFinishedSentenceIsNotJoined() => Assert.Equal(2, BlocksOf(
        ("Days not taken by then lapse.", 72, 100), ("compensation is not paid.", 72, 114)));

    [Fact]
    public void AShortLabelIsNotJoinedToWhatFollows() => Assert.Equal(2, BlocksOf(
        ("Document", 72, 100), ("The policy says how much time off the people have.", 72, 114)));

    [Fact]
    public void AWideGapSeparates() => Assert.Equal(2, BlocksOf(
        ("Days not taken by then lapse without", 72, 100), ("compensation of any kind.", 72, 140)));

    [Fact]
    public void AnotherColumnSeparates() => Assert.Equal(2, BlocksOf(
        ("Days not taken by then lapse without", 72, 100), ("compensation of any kind.", 320, 114)));

    private static int BlocksOf(params (string Text, float Left, float Top)[] blocks)
    {
        var page = new PdfPage();
        page.Begin(595, 842);
        foreach (var (text, left, top) in blocks)
        {
            page.BeginBlock();
            page.BeginLine();
            var x = left;
            foreach (var word in text.Split(' '))
            {
                page.BeginWord();
                page.Append(word);
                page.EndWord(x, top, x + (word.Length * 5), top + LineHeight);
                x += (word.Length + 1) * 5;
            }

            page.EndLine();
            page.EndBlock();
        }

        return BrokenParagraphs.Join(page, new PdfTable?[page.Lines.Count]).Count();
    }
}
