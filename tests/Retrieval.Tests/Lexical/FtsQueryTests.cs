using RagDocs.Retrieval.Lexical;

namespace RagDocs.Retrieval.Tests.Lexical;

public sealed class FtsQueryTests
{
    [Theory]
    [InlineData("How many vacation days can I carry over?", "\"many\" OR \"vacation\" OR \"days\" OR \"carry\"")]
    [InlineData("Who is who?", "\"Who\" OR \"is\"")]
    [InlineData("net sales of $1,234.5 in FY2022.", "\"net\" OR \"sales\" OR \"1,234.5\" OR \"FY2022\"")]
    [InlineData("Leave LEAVE leave", "\"Leave\"")]
    [InlineData("re\u0301sume\u0301", "\"re\u0301sume\u0301\"")]
    [InlineData("NEAR(a b) title: ^x* -y \"z\" AND NOT", "\"NEAR\" OR \"b\" OR \"title\" OR \"x\" OR \"y\" OR \"z\"")]
    public void AQuestionBecomesItsTellingWords(string question, string expected) => Assert.Equal(expected, FtsQuery.For(question));

    [Theory]
    [InlineData("")]
    [InlineData("  \"?*()-^:+{}")]
    [InlineData("\0\ud800")]
    public void AQuestionWithoutWordsHasNoExpression(string question) => Assert.Null(FtsQuery.For(question));

    [Fact]
    public void APastedPageIsCutToABoundedNumberOfWords()
    {
        var pasted = string.Join(' ', Enumerable.Range(1000, 5000).Select(i => $"word{i}"));
        Assert.InRange(FtsQuery.For(pasted)!.Split(" OR ").Length, 10, 100);
    }
}
