using RagDocs.Retrieval.Text;

namespace RagDocs.Retrieval.Tests.Text;

public sealed class GermanSentenceTests
{
    [Theory]
    [InlineData("Die Frist endet am 31. Dezember 2025. Danach gilt sie neu.", 2)]
    [InlineData("Er kam am 3. März und ging am 5. Juli.", 1)]
    [InlineData("Das gilt z. B. für Azubis. Sonst nicht.", 2)]
    [InlineData("Es wird i. d. R. am 1. gezahlt. Das ist so.", 2)]
    [InlineData("Die Zahl ist 31. Danach kommt 32.", 2)]
    [InlineData("Es dauert bis 2025. Januar war kalt.", 2)]
    [InlineData("Das steht in Plan a. Dann folgt b.", 2)]
    public void DaysAndPairsOfLettersEndNoSentence(string text, int sentences) => Assert.Equal(sentences, SentenceSplitter.Split(text).Count);
}
