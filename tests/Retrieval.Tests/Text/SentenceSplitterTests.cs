using RagDocs.Retrieval.Text;

namespace RagDocs.Retrieval.Tests.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One here. Two there! Three where? Four", "One here.", "Two there!", "Three where?", "Four")]
    [InlineData("Mr. Smith met Dr. Jones, e.g. in May. They left.", "Mr. Smith met Dr. Jones, e.g. in May.", "They left.")]
    [InlineData("Sales rose 3.5 percent to $1.2 billion. Costs fell.", "Sales rose 3.5 percent to $1.2 billion.", "Costs fell.")]
    [InlineData("J. R. Tolkien wrote it. I did. You too.", "J. R. Tolkien wrote it.", "I did.", "You too.")]
    [InlineData("The U.S. Congress met. He lives in the U.S. The law passed.", "The U.S. Congress met.", "He lives in the U.S.", "The law passed.")]
    [InlineData("Amcor Finance, Inc. Securities were sold by Foot Locker, Inc. The price rose.", "Amcor Finance, Inc. Securities were sold by Foot Locker, Inc.", "The price rose.")]
    [InlineData("See No. 5 and Fig. 3. She said no. We agreed.", "See No. 5 and Fig. 3.", "She said no.", "We agreed.")]
    [InlineData("\"Of course it will rise... Certainly! And how!... You've paid.\" He left.", "\"Of course it will rise...", "Certainly!", "And how!...", "You've paid.\"", "He left.")]
    [InlineData("He asked \"Why?\" and left. (It rained.) Then sun.", "He asked \"Why?\" and left.", "(It rained.)", "Then sun.")]
    [InlineData("Wait... what? Yes.", "Wait... what?", "Yes.")]
    [InlineData("1. Open the door. 2. Close it.", "1. Open the door.", "2. Close it.")]
    [InlineData("free stream velocity ratios .  the results were good .", "free stream velocity ratios .", "the results were good .")]
    [InlineData("A line\nthat is wrapped. Next\none.", "A line\nthat is wrapped.", "Next\none.")]
    [InlineData("Intro:\n- first item\n- second item. With more\n- third", "Intro:", "- first item", "- second item.", "With more", "- third")]
    [InlineData("City | Amount\nZürich | 85", "City | Amount", "Zürich | 85")]
    [InlineData("No stop here\n\nNew paragraph", "No stop here", "New paragraph")]
    [InlineData("これは文です。次の文です！終わり", "これは文です。", "次の文です！", "終わり")]
    [InlineData("Visit example.com or v1.2.3 today. Done.", "Visit example.com or v1.2.3 today.", "Done.")]
    [InlineData("Das gilt z.B. für Reisen. Danach nicht.", "Das gilt z.B. für Reisen.", "Danach nicht.")]
    [InlineData("  \n ")]
    [InlineData("")]
    public void TextIsCutWhereAReaderWould(string text, params string[] sentences) =>
        Assert.Equal(sentences, SentenceSplitter.Split(text).Select(s => s.Of(text).ToString()));

    [Theory]
    [InlineData("a. b. C. D. e! ?? ... \n\n x\n- y. z | q \n 1) r")]
    [InlineData("....\n\n..!!\"' ) ( . A .\t.B")]
    public void NothingButWhiteSpaceIsLeftOut(string text)
    {
        var kept = string.Concat(SentenceSplitter.Split(text).Select(s => s.Of(text).ToString()));

        Assert.Equal(NonSpace(text), NonSpace(kept));
    }

    [Fact]
    public void RangesNeverOverlap()
    {
        const string text = "One. Two! Three?\n- four\n- five. Six";

        var ranges = SentenceSplitter.Split(text);

        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    private static string NonSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
