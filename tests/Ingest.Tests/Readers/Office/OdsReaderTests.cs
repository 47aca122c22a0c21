using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Tests.Readers.Office;

public sealed class OdsReaderTests
{
    private const string Name = "costs.ods";

    [Fact]
    public async Task SheetsAreReadLikeThoseOfExcel()
    {
        var read = await OfficeReading.ReadAsync(TinyOdf.Spreadsheet(
            $"<table:table table:name='Rent'>{TinyOdf.Rows("Site|Amount", "Ghent|1200")}</table:table><table:table table:name='People'>{TinyOdf.Rows("Site|Count", "Brno|40")}</table:table>"), Name);

        Assert.Contains("Site = Ghent; Amount = 1200", read.Texts());
        Assert.Equal("People!A2:B2", read.Blocks[^1].Cells!.ToString());
    }

    [Fact]
    public async Task RepeatedRowsAndCellsCountWhereTheyHoldSomething()
    {
        var read = await OfficeReading.ReadAsync(TinyOdf.Spreadsheet(
            "<table:table table:name='S'><table:table-row><table:table-cell table:number-columns-repeated='2'/><table:table-cell office:value-type='string'><text:p>Name</text:p></table:table-cell><table:table-cell office:value-type='string'><text:p>Days</text:p></table:table-cell></table:table-row>" +
            "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='2'/><table:table-cell><text:p>Ana</text:p></table:table-cell><table:table-cell office:value-type='float' office:value='5'><text:p>5</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16380'/></table:table-row>" +
            "<table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>"), Name);

        Assert.Equal(["S!C2:D2", "S!C3:D3"], read.Blocks.Where(b => b.Cells is not null).Select(b => b.Cells!.ToString()));
    }

    [Fact]
    public async Task RowsRepeatedWithoutEndAreCutWithAWarning()
    {
        var bomb = "<table:table table:name='S'><table:table-row table:number-rows-repeated='2000000000'><table:table-cell table:number-columns-repeated='2000000000'><text:p>x</text:p></table:table-cell></table:table-row></table:table>";

        var read = await OfficeReading.ReadAsync(TinyOdf.Spreadsheet(bomb), Name, new ReaderOptions { MaxCharacters = 1_000_000, MaxSheetCells = 100_000 });

        Assert.NotEmpty(read.Warnings);
        Assert.True(read.Blocks.Sum(b => b.Text.Length) <= 1_000_000);
    }

    [Fact]
    public async Task CommentsAreLeftOutAndDatesAreTyped()
    {
        var read = await OfficeReading.ReadAsync(TinyOdf.Spreadsheet(
            $"<table:table table:name='S'>{TinyOdf.Rows("What|Due")}<table:table-row><table:table-cell><office:annotation><text:p>remark</text:p></office:annotation><text:p>Audit</text:p></table:table-cell>" +
            "<table:table-cell office:value-type='date' office:date-value='2026-11-01'><text:p>01.11.26</text:p></table:table-cell></table:table-row></table:table>"), Name);

        Assert.Equal("What = Audit; Due = 2026-11-01", read.Blocks[^1].Text);
    }

    [Fact]
    public async Task HiddenSheetsAreLeftOutAndNamed()
    {
        var read = await OfficeReading.ReadAsync(TinyOdf.Spreadsheet(
            $"<table:table table:name='Secret' table:style-name='Hidden'>{TinyOdf.Rows("Hush|1")}</table:table><table:table table:name='S'>{TinyOdf.Rows("Item|Amount", "Rent|7")}</table:table>"), Name);

        Assert.DoesNotContain(read.Texts(), t => t.Contains("Hush", StringComparison.Ordinal));
        Assert.Equal("Hidden and left out: sheet Secret.", read.Texts().Last());
    }

    [Fact]
    public async Task ACellMergedOverRowsBelongsToEachOfThem()
    {
        var read = await OfficeReading.ReadAsync(TinyOdf.Spreadsheet(
            $"<table:table table:name='S'>{TinyOdf.Rows("Region|Site|Amount")}<table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>North</text:p></table:table-cell>{TinyOdf.Cell("Ghent")}{TinyOdf.Cell("1")}</table:table-row>" +
            $"<table:table-row><table:covered-table-cell/>{TinyOdf.Cell("Lübeck")}{TinyOdf.Cell("2")}</table:table-row></table:table>"), Name);

        Assert.Equal("Region = North; Site = Lübeck; Amount = 2", read.Blocks[^1].Text);
    }
}
