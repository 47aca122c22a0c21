using System.Text;
using RagDocs.Ingest.Readers;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Tests.Readers.Office;

public sealed class RtfReaderTests : DocumentReaderConformanceTests
{
    protected override string FileName => "rules.rtf";

    protected override byte[] Sample() => Rtf(
        $@"{{\stylesheet{{\s0 Normal;}}{{\s1\outlinelevel0 berschrift;}}{{\s2 heading 2;}}}}{{\info{{\title {Title}}}{{\author Nobody}}}}" +
        $@"\pard\s1 {Title}\par\pard {First}\par\pard\s2 {SecondHeading}\par\pard The daily allowance for Z\'fcrich is 85 \u8364?, na\u239 \'efve as it is.\par" +
        Row("City", "Amount") + Row(@"Z\'fcrich", "85") + Row("Geneva", "78") + @"\pard ");

    protected override byte[] Damaged() => Encoding.ASCII.GetBytes(@"{\rtf1" + new string('{', 5_000));

    [Fact]
    public async Task PicturesHeadersCommentsAndHiddenTextAreLeftOut()
    {
        var read = await Read(Rtf(
            @"{\header secret}{\footer\pard page}{\*\unknown secret{\b secret}}\pard Seen {\pict\pngblip 89504e47}{\v hidden}{\deleted gone}{\revised added}{\*\annotation remark}{\field{\*\fldinst HYPERLINK x}{\fldrslt  linked}}\par"));

        Assert.Equal("Seen added linked", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task BytesMeanWhatTheFontsCharsetSays()
    {
        var read = await Read(Rtf(@"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Gothic;}}\pard\f0 \'e4 {\f1 \'cf\'f0\'e8\'e2\'e5\'f2} {\f2 \'93\'fa\'96\'7b}\par"));

        Assert.Equal("ä Привет 日本", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task UnicodeSkipsAsManyFallbacksAsSaid()
    {
        var read = await Read(Rtf(@"\pard\uc2 \u8364EU\uc1\u-10179?\u-8704? {\uc0\u65}B\par"));

        Assert.Equal("€\U0001F600 AB", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task ListsAndNotesKeepTheirPlace()
    {
        var read = await Read(Rtf(@"\pard Intro{\super 1{\footnote\pard The note.}} end\par{\listtext\'b7\tab}First\par{\listtext\'b7\tab}Second\par\pard{\pntext 1.\tab}Counted\par\pard After.\par"));

        Assert.Equal(["Intro1 end", "The note.", "- First\n- Second\n1. Counted", "After."], read.Blocks.Select(b => b.Text));
    }

    [Fact]
    public async Task BinaryDataIsPassedOver()
    {
        var read = await Read([.. Encoding.ASCII.GetBytes(@"{\rtf1\ansi\pard Before {\*\objdata \bin5 "), 0x7D, 0x7D, 0x5C, 0x7B, 0x00, .. Encoding.ASCII.GetBytes(@"}after\par}")]);

        Assert.Equal("Before after", Assert.Single(read.Blocks).Text);
    }

    [Fact]
    public async Task AFileThatIsCutOffGivesWhatIsThereWithAWarning()
    {
        var read = await Read(Encoding.ASCII.GetBytes(@"{\rtf1\ansi\pard Some text that"));

        Assert.Equal("Some text that", Assert.Single(read.Blocks).Text);
        Assert.Contains("cut off", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GroupsWithoutEndAreRefused() => Assert.Equal(DocumentState.Refused, (await Fails(Damaged())).State);

    private static string Row(params string[] cells) => @"\trowd\pard\intbl " + string.Join(@"\cell ", cells) + @"\cell\row";

    private static byte[] Rtf(string body) => Encoding.ASCII.GetBytes(@"{\rtf1\ansi\ansicpg1252\deff0" + body.Replace("’", "'", StringComparison.Ordinal) + "}");
}
