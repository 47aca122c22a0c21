using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers.Office;

public sealed class XlsxReaderTests
{
    private const string Name = "budget.xlsx";

    [Fact]
    public async Task SheetsAreHeadingsAndRowsNameTheirColumnsAndCells()
    {
        var read = await OfficeReading.ReadAsync(
            TinyXlsx.Create("Site costs", [], ("Rent", "visible", TinyXlsx.Rows("Site|Amount", "Ghent|1200", "Brno|800")), ("People 2026", "visible", TinyXlsx.Rows("Site|Count", "Ghent|12"))), Name);

        Assert.Equal("Site costs", read.Title);
        Assert.Equal(["Rent", "People 2026"], read.Blocks.Where(b => b.Kind == BlockKind.Heading).Select(b => b.Text));
        var row = Assert.Single(read.Blocks, b => b.Text == "Site = Brno; Amount = 800");
        Assert.Equal(("Rent!A3:B3", "Rent"), (row.Cells!.ToString(), Assert.Single(row.HeadingPath)));
        Assert.Contains(read.Blocks, b => b.Cells?.ToString() == "'People 2026'!A2:B2");
    }

    [Fact]
    public async Task CommentsAndTextBoxesFollowTheRowsOfTheirSheet()
    {
        var read = await OfficeReading.ReadAsync(TinyXlsx.WithNotes("Site|Amount", "Ghent|1200", "Brno|800"), Name);

        var notes = read.Blocks.SkipWhile(b => b.Cells?.LastRow != 3).Skip(1).ToList();
        Assert.Equal(
            [("Rent!A2", "Comment on A2: Let to a neighbour."), ("Rent!B3", "Comment on B3: Is this right?"), ("Rent!B3", "Comment on B3: Yes, since May."), ("Rent!D5", "All amounts a month.")],
            notes.Select(n => (n.Cells!.ToString(), n.Text)));
        Assert.All(notes, n => Assert.Equal(["Rent"], n.HeadingPath));
    }

    [Fact]
    public async Task TotalsAreWrittenAsTheAmountsOfTheirColumn()
    {
        const string Rows =
            "<row r='1'><c t='inlineStr'><is><t>Item</t></is></c><c t='inlineStr'><is><t>Cost</t></is></c></row>" +
            "<row r='2'><c t='inlineStr'><is><t>Rent</t></is></c><c s='3'><v>1200.25</v></c></row><row r='3'><c t='inlineStr'><is><t>Heat</t></is></c><c s='3'><v>300.5</v></c></row></sheetData>";

        var read = await OfficeReading.ReadAsync(TinyXlsx.Create(null, [], ("S", "visible", Rows)), Name);

        Assert.Contains(read.Blocks, b => b.Text.Contains("Cost (number, 300.5 € to 1200.25 €, total 1500.75 €)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ValuesAreShownAsTheirFormatShowsThem()
    {
        const string Rows =
            "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>" +
            "<row r='2'><c r='A2' t='s'><v>2</v></c><c r='B2' s='1'><v>46327</v></c></row>" +
            "<row r='3'><c r='A3' t='str'><f>A2</f><v>Share</v></c><c r='B3' s='2'><v>0.125</v></c></row>" +
            "<row r='4'><c r='A4' t='inlineStr'><is><r><t>Am</t></r><r><t>ount</t></r></is></c><c r='B4' s='3'><v>1234.5</v></c></row>" +
            "<row r='5'><c t='inlineStr'><is><t>Open</t></is></c><c t='b'><v>1</v></c></row>" +
            "<row><c t='inlineStr'><is><t>Ratio</t></is></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c></row>" +
            "<row r='7'><c r='A7' t='inlineStr'><is><t>Sum</t></is></c><c r='B7'><f>0.1+0.2</f><v>0.30000000000000004</v></c></row>" +
            "<row r='8'><c r='A8' t='inlineStr'><is><t>Hours</t></is></c><c r='B8' s='4'><v>1.5</v></c></row></sheetData>";

        var read = await OfficeReading.ReadAsync(
            TinyXlsx.Create(null, ["<t>What</t>", "<r><t>Val</t></r><r><t>ue</t></r>", "<t>Due</t><rPh sb='0' eb='1'><t>aid</t></rPh>"], ("S", "visible", Rows)), Name);

        Assert.Equal(
            [
                "What = Due; Value = 2026-11-01", "What = Share; Value = 12.5%", "What = Amount; Value = 1234.5 €", "What = Open; Value = TRUE",
                "What = Ratio; Value = #DIV/0!", "What = Sum; Value = 0.3", "What = Hours; Value = 36:00",
            ], read.Texts().Skip(2));
    }

    [Theory]
    [InlineData("#,##0\\ \"€\"", 1234.4, "1234 €")]
    [InlineData("[$CHF-807] #,##0.00;[Red]-0", 2.5, "2.5 CHF")]
    [InlineData("0.0%", 0.1234, "12.3%")]
    [InlineData("0.00E+00", 0.000001234, "0.000001234")]
    [InlineData("\"Day \"0", 3, "3")]
    [InlineData("General", 0.1, "0.1")]
    [InlineData("# ?/?", 0.5, "0.5")]
    public void FormatsChangeWhatAValueSays(string code, double value, string shown) =>
        Assert.Equal(shown, RagDocs.Ingest.Readers.Xlsx.NumberFormat.Parse(code).Text(value));

    [Fact]
    public async Task StrictFilesAreReadLikeOthers()
    {
        var read = await OfficeReading.ReadAsync(TinyXlsx.CreateStrict(("S", "visible", TinyXlsx.Rows("Item|Amount", "Rent|7"))), Name);

        Assert.Contains("Item = Rent; Amount = 7", read.Texts());
    }

    [Fact]
    public async Task HiddenSheetsAreLeftOutAndNamed()
    {
        var read = await OfficeReading.ReadAsync(
            TinyXlsx.Create(null, [], ("S", "visible", TinyXlsx.Rows("Item|Amount", "Rent|7")), ("Secret", "veryHidden", TinyXlsx.Rows("Hush|1"))), Name);

        Assert.DoesNotContain(read.Texts(), t => t.Contains("Hush", StringComparison.Ordinal));
        Assert.Equal("Hidden and left out: sheet Secret.", read.Texts().Last());
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public async Task ACellMergedOverRowsBelongsToEachOfThem()
    {
        var rows = TinyXlsx.Rows("Region|Site|Amount", "North|Ghent|1", "|Lübeck|2", "South|Lisbon|3") + "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>";

        var read = await OfficeReading.ReadAsync(TinyXlsx.Create(null, [], ("S", "visible", rows.Replace("<c r='A3' t='inlineStr'><is><t></t></is></c>", "<c r='A3'/>", StringComparison.Ordinal))), Name);

        Assert.Contains("Region = North; Site = Lübeck; Amount = 2", read.Texts());
    }

    [Fact]
    public async Task AWorkbookWithoutCellsHoldsNoText() =>
        Assert.Equal(DocumentState.NoText, (await OfficeReading.FailsAsync(TinyXlsx.Create(null, [], ("S", "visible", "</sheetData>")), Name)).State);

    [Fact]
    public async Task MoreSharedTextThanTheLimitIsRefused()
    {
        var texts = Enumerable.Range(0, 100).Select(i => $"<t>A text of some length, number {i}</t>").ToArray();

        var e = await OfficeReading.FailsAsync(TinyXlsx.Create(null, texts, ("S", "visible", TinyXlsx.Rows("a|b"))), Name, new ReaderOptions { MaxCharacters = 1_000 });

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.Contains("1,000", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<row r='4294967295'><c r='A1'><v>1</v></c></row>")]
    [InlineData("<row r='2147483647'><c r='ZZZZZZ1'><v>1</v></c></row><row><c r='A1'><v>2</v></c></row>")]
    [InlineData("<row r='9'><c r='B1'><v>1</v></c><c r='A1'><v>2</v></c></row><row r='1'><c t='s'><v>99</v></c><c s='77'><v>1e400</v></c></row>")]
    public async Task ImpossibleNumbersAreCountedOn(string rows)
    {
        var read = await OfficeReading.ReadAsync(TinyXlsx.Create(null, [], ("S", "visible", rows + "</sheetData>")), Name);

        Assert.All(read.Blocks.Select(b => b.Cells).OfType<CellRange>(), c => Assert.True(c.FirstRow >= 1 && c.FirstColumn >= 1));
    }
}
