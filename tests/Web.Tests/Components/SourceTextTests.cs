using RagDocs.Ingest.Readers;
using RagDocs.Web.Components.Viewer;
using RagDocs.Web.Sources;

namespace RagDocs.Web.Tests.Components;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("- Wicks are trimmed", 2)]
    [InlineData("12. Wicks are trimmed", 4)]
    [InlineData("2.1 Wicks are trimmed", 4)]
    [InlineData("b) Wicks are trimmed", 3)]
    [InlineData("iv. Wicks are trimmed", 4)]
    [InlineData("Wicks are trimmed", 0)]
    [InlineData("1,500 wicks are trimmed", 0)]
    [InlineData("-", 0)]
    public void MarkersOfListsAreToldFromWords(string line, int length) => Assert.Equal(length, ListMarker.Length(line));

    [Fact]
    public void AMarkRunsOnOverCellsAndLines()
    {
        const string text = "Oil | Hours\nRapeseed | 14";
        var start = text.IndexOf("Hours", StringComparison.Ordinal);

        var part = Assert.Single(SourceText.Parts(new SourceBlock(BlockKind.Table, "", text, start, text.Length - start)));

        Assert.Equal(["Hours", "Rapeseed", "14"], part.Lines.SelectMany(l => l.Cells).SelectMany(c => c).Where(s => s.Marked).Select(s => s.Text));
    }

    [Fact]
    public void NestedEntriesKeepTheirDepthAndNumber()
    {
        var part = Assert.Single(SourceText.Parts(new SourceBlock(BlockKind.List, "", "1. First\n  - Inside\n    goes on\n2. Second", 0, 0)));

        Assert.Equal([("1.", 0), ("-", 1), ("", 2), ("2.", 0)], part.Lines.Select(l => (l.Marker, l.Depth)));
    }

    [Fact]
    public void CodeKeepsItsEmptyLines() =>
        Assert.Equal(3, Assert.Single(SourceText.Parts(new SourceBlock(BlockKind.Code, "", "if x:\n\n    go()", 0, 0))).Lines.Count);
}
