using RagDocs.Generation.Citations;

namespace RagDocs.Generation.Tests.Citations;

public sealed class QuotedCellsTests
{
    private const string Text = "Item = Rent; Amount = 1200\n\nItem = Heat; Amount = 80";

    [Theory]
    [InlineData("Budget!A2:B3", "Item = Heat; Amount = 80", "Budget!A3:B3")]
    [InlineData("Budget!A2:B3", "", "Budget!A2:B3")]
    [InlineData("Budget!A2:B3", "nothing of it", "Budget!A2:B3")]
    [InlineData(null, "Item = Heat", null)]
    public void ACitationNamesTheRowItsQuoteStandsIn(string? cells, string quote, string? named) => Assert.Equal(named, QuotedCells.Of(cells, Text, quote));
}
