using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class CsvReaderTests : ReaderFiles
{
    [Theory]
    [InlineData("a.csv", "City,Amount\nZürich,85\nGeneva,78\n")]
    [InlineData("a.csv", "City;Amount\r\nZürich;85\r\nGeneva;78")]
    [InlineData("a.csv", "City|Amount\rZürich|85\rGeneva|78")]
    [InlineData("a.tsv", "City\tAmount\nZürich\t85\nGeneva\t78\n")]
    [InlineData("a.csv", "sep=;\nCity;Amount\nZürich;85\nGeneva;78\n")]
    [InlineData("a.csv", "\"City\";\"Amount\"\n\"Zürich\";\"85\"\n\"Geneva\";\"78\"\n")]
    [InlineData("a.csv", "'City','Amount'\n'Zürich','85'\n'Geneva','78'\n")]
    public async Task RowsNameTheirColumnsWhateverSeparatesThem(string name, string list)
    {
        var rows = Texts(await Read(list, name))[1..];

        Assert.Equal(["City = Zürich; Amount = 85", "City = Geneva; Amount = 78"], rows);
    }

    [Fact]
    public async Task ARowsPlaceAreItsCells()
    {
        var read = await Read("City,Amount\nZürich,85\nGeneva,78\n", "prices.csv");

        Assert.Equal("prices!A3:B3", read.Blocks[^1].Cells?.ToString());
    }

    [Fact]
    public async Task QuotedValuesHoldSeparatorsQuotesAndLineEnds()
    {
        var rows = Texts(await Read("Part;Price\n\"Bolt M8; galvanised\";1,5\n\"5\"\" pipe\nof copper\";20\n", "a.csv"))[1..];

        Assert.Equal(["Part = Bolt M8; galvanised; Price = 1,5", "Part = 5\" pipe of copper; Price = 20"], rows);
    }

    [Fact]
    public async Task DecimalCommasAreNoSeparators()
    {
        var rows = Texts(await Read("Item;Net;Gross\nA;1,5;1,8\nB;2,5;2,9\nC;3,5;4,1\n", "a.csv"))[1..];

        Assert.Equal("Item = A; Net = 1,5; Gross = 1,8", rows[0]);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    public async Task TheEncodingIsFoundOut(string encoding)
    {
        var known = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var read = await Read([.. known.Preamble, .. known.GetBytes("City;Amount\nZürich;85\nGenève;78\n")], "a.csv");

        Assert.Contains("City = Zürich; Amount = 85", Texts(read));
    }

    [Fact]
    public async Task AListWithoutAHeaderIsNamedByColumnLetters()
    {
        var rows = Texts(await Read("1,2,3\n4,5,6\n7,8,9\n10,11,12\n", "a.csv"))[1..];

        Assert.Equal("A = 1; B = 2; C = 3", rows[0]);
    }

    [Fact]
    public async Task AQuoteThatNeverEndsIsNamedByItsLine()
    {
        var list = "a,b\n1,2\n3,\"" + new string('x', 600_000);

        var e = await Fails(list, "a.csv");

        Assert.Equal(DocumentState.Damaged, e.State);
        Assert.Contains("Line 3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARowOfEndlessValuesIsRefused() => Assert.Equal(DocumentState.Refused, (await Fails("a,b\n" + new string(',', 100_000), "a.csv")).State);
}
