using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Ingest.Readers.Markdown;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class MarkdownReaderTests : DocumentReaderConformanceTests
{
    protected override string FileName => "rules.md";

    protected override byte[] Sample() => Encoding.UTF8.GetBytes(
        $"# {Title}\n\n{First}\n\n## {SecondHeading}\n\n{Second}\n\n| City | Amount |\n|---|---:|\n| Zürich | 85 |\n| Geneva | 78 |\n");

    protected override byte[] Damaged() => [0x89, .. "PNG\r\n"u8, 0, 0, 0, 0];

    [Fact]
    public async Task FrontMatterGivesTheTitleAndNoText()
    {
        var read = await Markdown("---\ntitle: \"Advanced leave\"\nkeywords: a, b\n---\n# Heading\n\nText.");

        Assert.Equal("Advanced leave", read.Title);
        Assert.Equal(["Heading", "Text."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task MarkupGoesAndWordsStayInOrder()
    {
        var read = await Markdown("See **the** [travel *guide*](https://example.org/x(1)) and `ngrok` for <your name>, ~~not~~ now.<br>Next line.");

        Assert.Equal("See the travel guide and ngrok for <your name>, not now.\nNext line.", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task ListsAreOneBlockOfMarkedLines()
    {
        var read = await Markdown("1. First\n2. Second\n   - inner\n   - more\n3. Third");

        var list = Assert.Single(read.Blocks);
        Assert.Equal(BlockKind.List, list.Kind);
        Assert.Equal("1. First\n2. Second\n  - inner\n  - more\n3. Third", list.Text);
    }

    [Fact]
    public async Task TemplateTagsLeaveTheirWordsAndKeepLinksWhole()
    {
        var read = await Markdown(
            "Ask in {% slack_channel \"travel\" %} or read the [Docusign template]({% page \"/tools/sign#use\" %}).\n\n" +
            "{% comment %}\nhidden note\n{% endcomment %}\n\n{% include \"low.html\" %}\n\nThe end of {{site.name}}it.\n\n```\nkeep {% raw %} here\n```");

        Assert.Equal(
            ["Ask in travel or read the Docusign template.", "The end of it.", "keep {% raw %} here"],
            read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task RawHtmlIsReadAsHtml()
    {
        var read = await Markdown("Before.\n\n<details><summary>More</summary>\n\nInside **it**.\n\n</details>\n\n<script>alert(1)</script>\n\n<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>");

        Assert.Equal(["Before.", "More", "Inside it.", "A | B\n1 | 2"], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task FootnotesAreReadAtTheEnd()
    {
        var read = await Markdown("Costs rise[^1] soon.\n\n[^1]: By ten percent.");

        Assert.Equal(["Costs rise soon.", "1. By ten percent."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task TextNestedWithoutEndIsRefusedOrReadButNeverCrashes()
    {
        var e = await Record.ExceptionAsync(() => Markdown(new string('>', 50_000) + " deep"));

        Assert.True(e is null or DocumentReadException);
    }

    [Fact]
    public async Task AParagraphTooLongForTheParserIsReadAsPlainText()
    {
        var read = await Markdown("# H\n\n" + string.Concat(Enumerable.Repeat("`a ", 110_000)));

        Assert.InRange(read.Blocks.Sum(b => b.Text.Length), 329_900, 330_003);
    }

    [Fact]
    public async Task MoreMarksThanTheParserCanPairInTimeAreReadAsPlainText()
    {
        var read = await Markdown(string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("*a* ", 5_000)) + "\n\n", 10)));

        Assert.StartsWith("*a* *a*", read.Blocks[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\n\n", 400_000, true)]
    [InlineData("[a](b) c\n\n", 200_000, true)]
    [InlineData("| a | **b** | `c` |\n", 3_000, false)]
    [InlineData("- A point with a [link](https://example.org), and **its** weight.\n", 3_000, false)]
    [InlineData("A *long* paragraph with `code` and a [link](https://example.org), of which a manual has thousands.\n\n", 30_000, false)]
    internal void OnlyWhatNobodyWritesIsTooMuchForTheParser(string part, int times, bool isTooMuch) =>
        Assert.Equal(isTooMuch, MarkupEffort.IsTooMuch(string.Concat(Enumerable.Repeat(part, times))));

    private Task<DocumentText> Markdown(string text) => Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task FrontMatterInTomlGivesTheTitle()
    {
        var read = await Read("+++\ntitle = \"Travel rules\"\ndraft = false\n+++\nText.\n"u8.ToArray());

        Assert.Equal("Travel rules", read.Title);
        Assert.Equal("Text.", Assert.Single(read.Blocks).Text);
    }
}
