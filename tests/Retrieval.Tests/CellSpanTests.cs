namespace RagDocs.Retrieval.Tests;

public sealed class CellSpanTests
{
    private const string Rows = "Item = Rent; Amount = 1200\n\nItem = Heat; Amount = 80\n\nItem = Water; Amount = 30";

    [Theory]
    [InlineData("Budget!A2:B4", "Item = Heat; Amount = 80", "Budget!A3:B3")]
    [InlineData("Budget!A2:B4", "Amount = 1200\n\nItem = Heat", "Budget!A2:B3")]
    [InlineData("Budget!A2:B4", "Item = Water", "Budget!A4:B4")]
    [InlineData("'Plan 2026'!C2:C4", "Heat", "'Plan 2026'!C3")]
    // A row of the range is empty, or one was cut: which is which cannot be told.
    [InlineData("Budget!A2:B5", "Heat", "Budget!A2:B5")]
    [InlineData("Budget!B7", "Heat", "Budget!B7")]
    public void ARangeIsNarrowedToTheRowsOfAPartOfItsText(string range, string part, string narrowed) =>
        Assert.Equal(narrowed, CellSpan.Rows(range, Rows, Rows.IndexOf(part, StringComparison.Ordinal), part.Length));
}
