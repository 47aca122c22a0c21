using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers.Office;

public sealed class OdtReaderTests : DocumentReaderConformanceTests
{
    protected override string FileName => "rules.odt";

    protected override byte[] Sample() => TinyOdf.Text(
        $"<text:h text:outline-level='1'>{Title}</text:h><text:p>{First}</text:p><text:section><text:h text:outline-level='2'>{SecondHeading}</text:h><text:p>{Second}</text:p></text:section>" +
        $"<table:table>{TinyOdf.Rows("City|Amount", "Zürich|85", "Geneva|78")}</table:table>");

    protected override byte[] Damaged() => Sample()[..900];

    [Fact]
    public async Task ListsAreNumberedAsTheirStyleSays()
    {
        var blocks = (await Read(TinyOdf.Text(
            "<text:list text:style-name='L1'><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Inner</text:p></text:list-item></text:list></text:list-item>" +
            "<text:list-item><text:p>Two</text:p></text:list-item></text:list>"))).Blocks;

        Assert.Equal((BlockKind.List, "1. One\n  - Inner\n2. Two"), (blocks[0].Kind, blocks[0].Text));
    }

    [Fact]
    public async Task HeadingsAndListsCarryTheirPrintedNumbers()
    {
        var blocks = (await Read(TinyOdf.Text(
            "<text:h text:outline-level='1'>Rules</text:h><text:h text:outline-level='4'>Scope</text:h><text:h text:outline-level='5'>Guests</text:h><text:h text:outline-level='5'>Staff</text:h>" +
            "<text:h text:outline-level='4'>Places</text:h><text:h text:outline-level='4' text:is-list-header='true'>Annex</text:h>" +
            "<text:list text:style-name='L2'><text:list-item><text:p>Trains</text:p><text:list><text:list-item><text:p>first</text:p></text:list-item><text:list-item><text:p>second</text:p></text:list-item></text:list></text:list-item></text:list>" +
            "<text:p>Between.</text:p><text:list text:style-name='L2' text:continue-numbering='true'><text:list-item><text:p>Flights</text:p></text:list-item></text:list>"))).Blocks;

        Assert.Equal(
            ["Rules", "1 Scope", "1.1 Guests", "1.2 Staff", "2 Places", "Annex", "a) Trains\n  i. first\n  ii. second", "Between.", "b) Flights"], blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task CommentsAndDeletedTextAreLeftOutAndSpacesCount()
    {
        var read = await Read(TinyOdf.Text(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>" +
            "<text:p>Kept<office:annotation><text:p>remark</text:p></office:annotation> <text:span>a</text:span><text:s text:c='2'/>b<text:tab/>c<text:line-break/>d\n   e</text:p>"));

        Assert.Equal("Kept a  b c\nd e", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task NotesAndBoxesFollowTheBlockThatHoldsThemAlsoInTables()
    {
        const string Note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note>";
        const string Box = "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>";

        var read = await Read(TinyOdf.Text(
            $"<text:p>Cited{Note}.</text:p><table:table><table:table-row><table:table-cell><text:p>A{Note}</text:p></table:table-cell><table:table-cell><text:p>B{Box}</text:p></table:table-cell></table:table-row></table:table>"));

        Assert.Equal(["Cited.", "The note.", "A | B", "The note.", "In the box."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task TitlesAndNumberedHeadingsAreHeadings()
    {
        var read = await Read(TinyOdf.Text(
            "<text:p text:style-name='P1'>Handbook</text:p><text:list><text:list-item><text:h text:outline-level='2'>Scope</text:h></text:list-item></text:list><text:p>Text.</text:p>"));

        Assert.Equal(["Handbook", "Scope"], read.Blocks[^1].HeadingPath);
    }

    [Fact]
    public async Task AnEncryptedFileAsksForACopyWithoutPassword()
    {
        var parts = TinyZip.Create(
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("META-INF/manifest.xml", "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"),
            ("content.xml", "garbage"));

        Assert.Equal(DocumentState.Password, (await Fails(parts)).State);
    }

    [Fact]
    public async Task EntitiesOfItsOwnAreRefused()
    {
        var parts = TinyZip.Create(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"));

        Assert.Equal(DocumentState.Refused, (await Fails(parts)).State);
    }

    [Fact]
    public async Task XmlNestedWithoutEndIsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("<text:span>", 2_000)) + string.Concat(Enumerable.Repeat("</text:span>", 2_000));

        Assert.Equal(DocumentState.Refused, (await Fails(TinyOdf.Text($"<text:p>{deep}</text:p>"))).State);
    }
}
