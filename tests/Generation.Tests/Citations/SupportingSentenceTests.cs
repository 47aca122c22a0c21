using RagDocs.Generation.Citations;

namespace RagDocs.Generation.Tests.Citations;

public sealed class SupportingSentenceTests
{
    private const string Passage =
        "Travel is booked by the assistant. The hotel limit for Lisbon is 135 euros per night. The limit for Paris is 180 euros. Receipts are kept for two years.";

    [Theory]
    [InlineData("In Lisbon a hotel may cost up to 135 euros.", "The hotel limit for Lisbon is 135 euros per night.")]
    [InlineData("Das Limit für Paris beträgt 180 Euro.", "The limit for Paris is 180 euros.")]
    [InlineData("You must keep your receipts 2 years.", "Receipts are kept for two years.")]
    [InlineData("Nichts davon steht hier.", "Travel is booked by the assistant.")]
    public void TheSentenceThatSharesMostIsQuotedWordForWord(string written, string quote)
    {
        Assert.Equal(quote, SupportingSentence.Find(Passage, written));
        Assert.Contains(quote, Passage, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyPassageHasNoWords() => Assert.Equal("", SupportingSentence.Find("", "It is so."));
}
