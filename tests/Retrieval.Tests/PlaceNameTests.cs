using RagDocs.Retrieval.Tests.Fusion;

namespace RagDocs.Retrieval.Tests;

public sealed class PlaceNameTests
{
    [Theory]
    [InlineData("a.xlsx", null, "Budget!A2:F40", "Budget!A2:F40")]
    [InlineData("a/Kickoff.PPTX", 3, null, "slide 3")]
    [InlineData("a.odp", 3, null, "slide 3")]
    [InlineData("a.pdf", 3, null, "page 3")]
    [InlineData("a.md", null, null, null)]
    public void PlacesAreNamedAsTheirFormatCountsThem(string path, int? page, string? cells, string? name) => Assert.Equal(name, PlaceName.English(path, page, cells));

    [Theory]
    [InlineData("Budget!A2:F9", "Budget!A10:C20", "Budget!A2:F20")]
    [InlineData("Budget!Z3", "Budget!AA4", "Budget!Z3:AA4")]
    [InlineData("'Plan 2026!'!B7", null, "'Plan 2026!'!B7")]
    [InlineData("Budget!A2", "Costs!A3", null)]
    [InlineData("no range", null, null)]
    public void AJoinedPassageHasTheCellsOfItsChunksWhenTheyAreOfOneSheet(string first, string? second, string? joined)
    {
        var chunks = new[] { Found.Chunk("a", 1) with { Cells = first }, Found.Chunk("b", 2) with { Cells = second } };

        var passage = new PassageRanks([], []).Passage(chunks);

        Assert.Equal(joined, passage.Place.Cells);
        Assert.Equal([first, second], passage.Parts.Select(p => p.Cells));
    }
}
