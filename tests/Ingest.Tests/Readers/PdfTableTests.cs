using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Readers.Pdf;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>Tables put together from lines at given places; a line is (column's left edge, top, text).</summary>
public sealed class PdfTableTests
{
    [Fact]
    public void LinesSideBySideBecomeRowsAndSignsStayWithTheirAmounts()
    {
        var blocks = Read(
            [[(50, 100, "Assets"), (50, 112, "Cash"), (50, 124, "Other current assets"), (50, 136, "Total")],
             [(300, 88, "2023"), (300, 112, "$ 689"), (300, 124, "531"), (300, 136, "1,220 $")],
             [(390, 112, "$"), (400, 88, "2022"), (400, 112, "775"), (400, 124, "(512)"), (400, 136, "263")]]);

        var table = Assert.Single(blocks);
        Assert.Equal(BlockKind.Table, table.Kind);
        Assert.Equal("2023 | 2022\nAssets\nCash | $ 689 | $ 775\nOther current assets | 531 | (512)\nTotal | 1,220 | $ 263", table.Text);
        Assert.All(table.Words, w => Assert.DoesNotContain(table.Text.Substring(w.Start, w.Length), char.IsWhiteSpace));
    }

    [Fact]
    public void ColumnsOfProseAreNoTable()
    {
        var left = Enumerable.Range(0, 8).Select(i => (50f, 100f + 12 * i, "words that fill a line of the left column 12")).ToArray();
        var right = Enumerable.Range(0, 8).Select(i => (320f, 100f + 12 * i, "and words that fill the right column in 2019")).ToArray();

        var blocks = Read([left, right]);

        Assert.Equal([BlockKind.Paragraph, BlockKind.Paragraph], blocks.Select(b => b.Kind));
    }

    [Fact]
    public void TextAroundATableStaysText()
    {
        var blocks = Read(
            [[(50, 40, "Sales by region in millions of euros and by fiscal year")],
             [(50, 100, "North"), (50, 112, "South"), (50, 124, "West")],
             [(300, 100, "11"), (300, 112, "22"), (300, 124, "33")],
             [(50, 200, "See the notes at the end of the report for details.")]]);

        Assert.Equal([BlockKind.Paragraph, BlockKind.Table, BlockKind.Paragraph], blocks.Select(b => b.Kind));
        Assert.Equal("North | 11\nSouth | 22\nWest | 33", blocks[1].Text);
    }

    [Fact]
    public void ColumnTitlesAboveAndWordsInPlaceOfFiguresBelowBelongToTheTable()
    {
        var blocks = Read(
            [[(50, 100, "Net amount"), (50, 112, "up to 500"), (50, 124, "up to 2,500"), (50, 136, "up to 10,000"), (50, 148, "above")],
             [(200, 100, "Signature"), (200, 112, "Cost-centre owner"), (200, 124, "Team lead"), (200, 136, "Head of department"), (200, 148, "Board")],
             [(400, 100, "Quotes"), (400, 112, "1"), (400, 124, "1"), (400, 136, "2"), (400, 148, "tender")]]);

        var table = Assert.Single(blocks);
        Assert.StartsWith("Net amount | Signature | Quotes\nup to 500 | Cost-centre owner | 1", table.Text, StringComparison.Ordinal);
        Assert.EndsWith("above | Board | tender", table.Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Block> Read((float Left, float Top, string Text)[][] blocks)
    {
        var page = new PdfPage();
        page.Begin(595, 842);
        foreach (var block in blocks)
        {
            page.BeginBlock();
            foreach (var (left, top, text) in block) AddLine(page, left, top, text);
            page.EndBlock();
        }

        var collector = new BlockCollector(new ReaderOptions(), CancellationToken.None);
        new PageText(collector).Add(page);
        return collector.Blocks;
    }

    private static void AddLine(PdfPage page, float left, float top, string text)
    {
        page.BeginLine();
        foreach (var word in text.Split(' '))
        {
            page.BeginWord();
            page.Append(word);
            page.EndWord(left, top, left + word.Length * 5, top + 10);
            left += (word.Length + 1) * 5;
        }

        page.EndLine();
    }
}
