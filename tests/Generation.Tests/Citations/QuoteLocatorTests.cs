using RagDocs.Generation.Citations;
using RagDocs.Retrieval.Text;

namespace RagDocs.Generation.Tests.Citations;

public sealed class QuoteLocatorTests
{
    [Fact]
    public void AnExactQuoteIsFoundWhereItStands() =>
        Assert.Equal(new TextRange(4, 10), QuoteLocator.Find("The six months end.", "six months"));

    [Theory]
    [InlineData("The six\n   months end.", "six months", "six\n   months")]
    [InlineData("The six months end.", "six\n months", "six months")]
    [InlineData("  \n The six\r\nmonths  ", "The six months ", "The six\r\nmonths")]
    public void WhiteSpaceMayDiffer(string text, string quote, string marked) =>
        Assert.Equal(marked, QuoteLocator.Find(text, quote)?.Of(text).ToString());

    [Theory]
    [InlineData("The six months end.", "seven months")]
    [InlineData("The six months end.", " ")]
    [InlineData("", "six")]
    [InlineData("   ", "six months")]
    public void AQuoteThatIsNotThereIsNotFound(string text, string quote) => Assert.Null(QuoteLocator.Find(text, quote));
}
