using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Readers.Sheets;

namespace RagDocs.Ingest.Tests.Readers;

/// <summary>How rows become text, whatever format they come from. A cell is written as text, its type guessed.</summary>
public sealed class SheetTextTests
{
    [Fact]
    public void EveryRowRepeatsTheHeader()
    {
        var blocks = Sheet("Item|Amount|Due", "Rent|1200|2026-11-01", "Water|80.5|2026-11-15");

        Assert.Equal("Item = Rent; Amount = 1200; Due = 2026-11-01", blocks[2].Text);
        Assert.Equal("Item = Water; Amount = 80.5; Due = 2026-11-15", blocks[3].Text);
        Assert.Equal("Budget!A2:C2", blocks[2].Cells!.ToString());
        Assert.Equal((BlockKind.Heading, "Budget"), (blocks[0].Kind, blocks[0].Text));
    }

    [Theory]
    [InlineData("total 0,19", "0,05", "0,14")]
    [InlineData("total 1.500,75", "1.200,25", "300,50")]
    [InlineData("total 1,500.75", "1,200.25", "300.50")]
    [InlineData("total 1500.75", "1200.25", "300.5")]
    [InlineData("total 3,0", "1,5", "1,5")]
    [InlineData("total 2,469", "1,234", "1,235")]
    [InlineData("total 30", "10", "20")]
    public void TotalsAreWrittenAsTheNumbersOfTheirColumn(string total, string first, string second) => Assert.Contains(
        total, Sheet("Item|Amount", $"Rent|{first}", $"Heat|{second}")[1].Text, StringComparison.Ordinal);

    [Fact]
    public void TheOverviewNamesColumnsTypesRangesAndTotals()
    {
        var overview = Sheet("Region|Amount|Due", "North|10|2026-01-05", "South|30|2026-03-01", "North|20|2026-02-01", "Total|60")[1].Text;

        Assert.Contains("5 rows in columns A to C", overview, StringComparison.Ordinal);
        Assert.Contains("Region (text: North, South)", overview, StringComparison.Ordinal);
        Assert.Contains("Amount (number, 10 to 30, total 60)", overview, StringComparison.Ordinal);
        Assert.Contains("Due (date, 2026-01-05 to 2026-03-01)", overview, StringComparison.Ordinal);
    }

    [Fact]
    public void TitlesAboveTheHeaderStayAsText()
    {
        var blocks = Sheet("Budget 2026", "Item|Amount", "Rent|1200", "Water|80");

        Assert.Equal(["Budget 2026", "Item = Rent; Amount = 1200", "Item = Water; Amount = 80"], blocks.Skip(2).Select(b => b.Text));
    }

    [Fact]
    public void AHeaderOfTwoRowsNamesTheGroupToo()
    {
        var blocks = Sheet("Site|Plan||Actual", "|Q1|Q2|Q1|Q2", "Ghent|1|2|3|4", "Brno|5|6|7|8");

        Assert.Equal("Site = Ghent; Plan Q1 = 1; Plan Q2 = 2; Actual Q1 = 3; Actual Q2 = 4", blocks[2].Text);
    }

    [Fact]
    public void ATableOfTextOnlyHasAHeaderToo()
    {
        var blocks = Sheet("Name|Office", "Ana|Lisbon", "Jan|Ghent", "Eva|Brno");

        Assert.Equal("Name = Ana; Office = Lisbon", blocks[2].Text);
    }

    [Fact]
    public void ColumnsWithoutAHeaderAreNamedByTheirLetters()
    {
        var blocks = Sheet("1|2|3", "4|5|6", "7|8|9");

        Assert.Equal("A = 1; B = 2; C = 3", blocks[2].Text);
    }

    [Fact]
    public void AFormKeepsAllItsTexts()
    {
        var blocks = Sheet("Expense form", "", "Name:|Ana||Date:|1.2.2026", "Office:|Lisbon", "", "||Signature");

        var text = string.Join('\n', blocks.Skip(2).Select(b => b.Text));
        Assert.Equal("Expense form\nName: Ana | Date: 1.2.2026\nOffice: Lisbon\nSignature", text);
    }

    [Fact]
    public void ATableGoesOnBelowAnEmptyRowAndASecondTableHasItsOwnHeader()
    {
        var blocks = Sheet("Item|Amount", "Rent|1200", "Gas|70", "", "Water|80", "", "Site|People", "Ghent|12", "Brno|40");

        Assert.Equal(
            ["Item = Rent; Amount = 1200", "Item = Gas; Amount = 70", "Item = Water; Amount = 80", "Site = Ghent; People = 12", "Site = Brno; People = 40"],
            blocks.Skip(2).Select(b => b.Text));
        Assert.Contains("Table A7:B9 with 2 rows", blocks[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatStandTwiceAreToldApart()
    {
        var blocks = Sheet("Item|Cost|Item|Cost", "Rent|1200|Cinema|20", "Gas|70|Books|30");

        Assert.Equal("Item = Rent; Cost = 1200; Item (C) = Cinema; Cost (D) = 20", blocks[2].Text);
    }

    [Fact]
    public void ASheetOverTheLimitOfTextIsCutWithTheNumbers()
    {
        var options = new ReaderOptions { MaxCharacters = 2_000 };
        var (blocks, warnings) = Read(options, Numbered(500));

        Assert.InRange(blocks.Sum(b => b.Text.Length), 1_900, 2_000);
        var warning = Assert.Single(warnings);
        Assert.Contains("2,000", warning, StringComparison.Ordinal);
        Assert.Contains("of 501", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void ASheetOverTheLimitOfCellsIsCutWithTheNumbers()
    {
        var (blocks, warnings) = Read(new ReaderOptions { MaxSheetCells = 1_000 }, Numbered(2_000));

        Assert.Equal(499, blocks.Count(b => b.Cells is not null));
        Assert.Contains("1,000", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,234.50", CellKind.Number, 1234.5)]
    [InlineData("1.234,50", CellKind.Number, 1234.5)]
    [InlineData("-7", CellKind.Number, -7)]
    [InlineData("007", CellKind.Text, 0)]
    [InlineData("1.2.3", CellKind.Text, 0)]
    [InlineData("12,34,5", CellKind.Text, 0)]
    [InlineData("31.12.2026", CellKind.Date, 46387)]
    [InlineData("31.12.2026 12:00", CellKind.Date, 46387.5)]
    [InlineData("2026/1/5", CellKind.Date, 46027)]
    [InlineData("31.12", CellKind.Number, 31.12)]
    [InlineData("2026-12-31", CellKind.Date, 46387)]
    [InlineData("true", CellKind.Boolean, 1)]
    [InlineData("+49 451 123", CellKind.Text, 0)]
    internal void TheTypeOfPlainTextIsGuessed(string text, CellKind kind, double value)
    {
        var cell = TypedCell.Guess(1, text)!.Value;

        Assert.Equal((kind, value, text), (cell.Kind, cell.Value, cell.Text));
    }

    private static IEnumerable<SheetRow> Numbered(int rows) =>
        Rows(["Item|Amount", .. Enumerable.Range(1, rows).Select(i => $"Item {i}|{i}")]);

    private static IReadOnlyList<Block> Sheet(params string[] rows) => Read(new ReaderOptions(), Rows(rows)).Blocks;

    private static (IReadOnlyList<Block> Blocks, IReadOnlyList<string> Warnings) Read(ReaderOptions options, IEnumerable<SheetRow> rows)
    {
        var blocks = new BlockCollector(options, CancellationToken.None);
        var sheets = new SheetText(blocks, options, CancellationToken.None);
        sheets.Add("Budget", () => rows);
        return (blocks.Blocks, sheets.Warnings);
    }

    private static IEnumerable<SheetRow> Rows(params string[] rows) => rows
        .Select((r, i) => new SheetRow(i + 1, [.. r.Split('|').Select((c, j) => TypedCell.Guess(j + 1, c)).OfType<SheetCell>()]))
        .Where(r => r.Cells.Count > 0);
}
