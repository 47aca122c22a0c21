using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Tests.Lexical;

public sealed class PlainWordsTests
{
    [Theory]
    [InlineData("How many vacation days can I carry over?", "many|vacation|days|carry")]
    [InlineData("Who is who?", "Who|is")]
    [InlineData("net sales of $1,234.5 in FY2022.", "net|sales|1,234.5|FY2022")]
    [InlineData("Leave LEAVE leave", "Leave")]
    [InlineData("re\u0301sume\u0301", "re\u0301sume\u0301")]
    [InlineData("NEAR(a b) title: ^x* -y \"z\" AND NOT", "NEAR|b|title|x|y|z")]
    public void AQuestionBecomesItsTellingWords(string question, string expected) => Assert.Equal(expected.Split('|'), PlainWords.Telling(question));

    [Theory]
    [InlineData("")]
    [InlineData("  \"?*()-^:+{}")]
    [InlineData("\0\ud800")]
    public void AQuestionWithoutWordsHasNone(string question) => Assert.Empty(PlainWords.Telling(question));

    [Fact]
    public void APastedPageIsCutToABoundedNumberOfWords()
    {
        var pasted = string.Join(' ', Enumerable.Range(1000, 5000).Select(i => $"word{i}"));
        Assert.InRange(PlainWords.Telling(pasted).Count, 10, 100);
    }
}
