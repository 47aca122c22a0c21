using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Tests.Readers.Office;

public sealed class PptxReaderTests
{
    private const string Name = "kickoff.pptx";

    [Fact]
    public async Task ASlideIsAPageWithItsTitleAsHeading()
    {
        var read = await OfficeReading.ReadAsync(TinyPptx.Create((TinyPptx.Title("Plan") + TinyPptx.Body("First|Second"), "", false), (TinyPptx.Title("Risks") + TinyPptx.Body("Only one"), "", false)), Name);

        Assert.Equal(("Plan", 2), (read.Title, read.Pages));
        Assert.Equal(["Plan", "- First\n- Second", "Risks", "Only one"], read.Texts());
        Assert.Equal([1, 1, 2, 2], read.Blocks.Select(b => b.Page));
        Assert.Equal(["Risks"], read.Blocks[3].HeadingPath);
    }

    [Fact]
    public async Task ShapesComeFromTopToBottomAndLeftToRight()
    {
        var shapes = TinyPptx.Box(5_000_000, 3_010_000, "right") + TinyPptx.Box(0, 3_000_000, "left") + TinyPptx.Box(0, 5_000_000, "bottom") +
            TinyPptx.Body("in the layout's place") + TinyPptx.Group(4_000_000, TinyPptx.Box(0, 0, "grouped")) + TinyPptx.Title("Title") + TinyPptx.Footer("Page 7");

        var read = await OfficeReading.ReadAsync(TinyPptx.Create((shapes, "", false)), Name);

        Assert.Equal(["Title", "in the layout's place", "left", "right", "grouped", "bottom"], read.Texts());
    }

    [Fact]
    public async Task TablesAndChartsAreTables()
    {
        var read = await OfficeReading.ReadAsync(TinyPptx.Create((TinyPptx.Title("Sales") + TinyPptx.Table(1_000_000, "Site|People", "Ghent|12") + TinyPptx.ChartFrame(3_000_000), "", false)), Name);

        Assert.Equal(["Site | People\nGhent | 12", "Category | Wren\n2025 | 120\n2026 | 180"], read.Blocks.Where(b => b.Kind == BlockKind.Table).Select(b => b.Text));
        Assert.Equal("Sales by year", Assert.Single(read.Blocks, b => b.Kind == BlockKind.Caption).Text);
    }

    [Fact]
    public async Task NotesAreAParagraphOfTheirOwn()
    {
        var read = await OfficeReading.ReadAsync(TinyPptx.Create((TinyPptx.Title("Plan") + TinyPptx.Body("Text"), "Say hello|Thank them", false)), Name);

        Assert.Equal("Notes: Say hello\nThank them", read.Blocks[^1].Text);
    }

    [Fact]
    public async Task HiddenSlidesAreLeftOutAndNamedAndTheOthersKeepTheirNumbers()
    {
        var read = await OfficeReading.ReadAsync(TinyPptx.Create((TinyPptx.Title("A"), "", false), (TinyPptx.Title("Secret"), "", true), (TinyPptx.Title("C"), "", false)), Name);

        Assert.Equal(["A", "C", "Hidden and left out: slide 2."], read.Texts());
        Assert.Equal(3, read.Blocks[1].Page);
    }

    [Fact]
    public async Task ASlideWithoutATitleDoesNotStandBelowTheOneBefore()
    {
        var read = await OfficeReading.ReadAsync(TinyPptx.Create((TinyPptx.Title("A"), "", false), (TinyPptx.Body("One|Two"), "", false)), Name);

        Assert.Equal(["Slide 2"], read.Blocks[^1].HeadingPath);
    }
}
