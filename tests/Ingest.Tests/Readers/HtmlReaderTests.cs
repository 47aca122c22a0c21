using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers;

public sealed class HtmlReaderTests : DocumentReaderConformanceTests
{
    protected override string FileName => "rules.html";

    protected override byte[] Sample() => Encoding.UTF8.GetBytes(
        $"<!doctype html><html><head><meta charset=utf-8><title>{Title}</title></head><body><h1>{Title}</h1><p>{First}</p><h2>{SecondHeading}</h2><p>{Second}</p>" +
        "<table><thead><tr><th>City<th>Amount</thead><tr><td>Zürich<td>85<tr><td>Geneva<td> 78 </table></body></html>");

    protected override byte[] Damaged() => [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0];

    [Fact]
    public async Task ScriptsStylesNavigationAndHiddenTextAreLeftOut()
    {
        var read = await Html(
            "<body><nav>Home</nav><script>SCRIPTWORD</script><style>p{}</style><noscript>Turn it on</noscript><template>tpl</template>" +
            "<p hidden>secret</p><p style='display: none'>gone</p><main><p>Kept.</p></main><footer>Imprint</footer>");

        Assert.Equal("Kept.", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task ListsDefinitionsCodeAndCaptionsKeepTheirKind()
    {
        var read = await Html(
            "<ul><li>One <b>bold</b><li>Two<ol start=3><li>Inner</ol></ul><dl><dt>PTO<dd>Paid time off</dl><pre>a\n  b</pre>" +
            "<figure><img src=x alt=''><figcaption>Figure 1</figcaption></figure>");

        Assert.Equal(
            [(BlockKind.List, "- One bold\n- Two\n  3. Inner"), (BlockKind.List, "- PTO: Paid time off"), (BlockKind.Code, "a\n  b"), (BlockKind.Caption, "Figure 1")],
            read.Blocks.Select(b => (b.Kind, b.Text)));
    }

    [Fact]
    public async Task TheEncodingInTheMetaTagCounts()
    {
        var read = await Read([.. "<html><meta charset=iso-8859-2><p>"u8, 0xB9, .. "koda</p></html>"u8]);

        Assert.Equal("škoda", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task NestingWithoutEndIsRefused()
    {
        var text = new StringBuilder("<html>").Insert(6, "<div>", 100_000).Append("deep");

        var e = await Fails(Encoding.UTF8.GetBytes(text.ToString()));

        Assert.Equal(DocumentState.Refused, e.State);
    }

    [Theory]
    [InlineData("<p>x", 700_000)]
    [InlineData("<p a b='1 > 0' c d e=f g/h>x", 300_000)]
    public async Task MoreElementsThanMemoryHoldsAreRefused(string element, int times)
    {
        var e = await Fails(Encoding.UTF8.GetBytes("<html>" + string.Concat(Enumerable.Repeat(element, times))));

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.Contains("600,000 elements", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APageLargerThanTheLimitIsRefusedWithBothSizes()
    {
        var path = Write(Encoding.UTF8.GetBytes("<html><p>" + new string('x', 1 << 20)));

        var e = await Assert.ThrowsAsync<DocumentReadException>(
            () => new DocumentReaders(new ReaderOptions { MaxHtmlMegabytes = 1 }).ReadAsync(path, FileName, TestContext.Current.CancellationToken));

        Assert.Equal(DocumentState.Refused, e.State);
        Assert.StartsWith("The file has 2 MB, and HTML files may have 1 MB.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeepButAllowedNestingGivesItsText()
    {
        var text = new StringBuilder("<html>").Insert(6, "<div>", 3_000).Append("deep");

        var read = await Html(text.ToString());

        Assert.Equal("deep", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task ATableAroundAPageIsNoTable()
    {
        var read = await Html("<html><table><tr><td><h1>Welcome</h1><p>Text one.</p><td><p>Text two.</table>");

        Assert.Equal(["Welcome", "Text one.", "Text two."], read.Blocks.Select(b => b.Text));
    }

    private Task<DocumentText> Html(string text) => Read(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task WhatFramesTheMainPartAndCookieNoticesAreLeftOut()
    {
        var read = await Read(Encoding.UTF8.GetBytes(
            "<html><body><a href='#c' class='skip-link'>Skip</a><header>Logo Sign in</header><div id='cookie-banner'>We use cookies</div>" +
            "<main id='c'><header><h1>Rules</h1></header><p>Kept.</p><aside>A remark.</aside></main><aside>Related</aside><footer>Imprint</footer>"));

        Assert.Equal(["Rules", "Kept.", "A remark."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task AHeaderWithThePagesHeadingIsKeptThoughItStandsBeforeTheMainPart()
    {
        var read = await Read("<html><body><header><h1>Rules</h1></header><main><p>Kept.</p></main>"u8.ToArray());

        Assert.Equal(["Rules", "Kept."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task ACellThatSpansRowsStandsInEachOfThem()
    {
        var read = await Read("<html><body><table><tr><th>City<th>Meal<th>Amount<tr><td rowspan=2>Bern<td>Lunch<td>20<tr><td>Dinner<td>30<tr><td>Basel<td>Lunch<td>25</table>"u8.ToArray());

        Assert.Equal("City | Meal | Amount\nBern | Lunch | 20\nBern | Dinner | 30\nBasel | Lunch | 25", Assert.Single(read.Blocks).Text);
    }
}
