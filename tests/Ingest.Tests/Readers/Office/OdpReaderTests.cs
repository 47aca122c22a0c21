using RagDocs.Ingest.Readers;

namespace RagDocs.Ingest.Tests.Readers.Office;

public sealed class OdpReaderTests
{
    [Fact]
    public async Task SlidesArePagesWithTitleShapesInOrderTablesAndNotes()
    {
        var read = await OfficeReading.ReadAsync(TinyOdf.Presentation(
            "<draw:page>" + Frame("2cm", "12cm", "below") + Frame("15cm", "5.1cm", "right") + Frame("2cm", "5cm", "left") +
            "<draw:frame presentation:class='title' svg:x='1cm' svg:y='1cm'><draw:text-box><text:p>Plan</text:p></draw:text-box></draw:frame>" +
            $"<draw:frame svg:x='1cm' svg:y='15cm'><table:table>{TinyOdf.Rows("Site|People", "Ghent|12")}</table:table></draw:frame>" +
            "<presentation:notes><draw:frame presentation:class='notes'><draw:text-box><text:p>Say hello</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>" +
            "<draw:page draw:style-name='HiddenPage'>" + Frame("1cm", "1cm", "secret") + "</draw:page><draw:page>" + Frame("1cm", "1cm", "last") + Frame("1cm", "9cm", "words") + "</draw:page>"), "plan.odp");

        Assert.Equal(["Plan", "left", "right", "below", "Site | People\nGhent | 12", "Notes: Say hello", "last", "words", "Hidden and left out: slide 2."], read.Texts());
        Assert.Equal((3, "Plan", 3), (read.Pages, read.Title, read.Blocks[6].Page));
        Assert.Equal(BlockKind.Heading, read.Blocks[6].Kind);
    }

    private static string Frame(string x, string y, string text) => $"<draw:frame svg:x='{x}' svg:y='{y}'><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>";
}
