using RagDocs.Generation.Extractive;
using RagDocs.Generation.Tests.Support;

namespace RagDocs.Generation.Tests.Extractive;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("Which gloves does agent 7 need?", "agent", "7")]
    [InlineData("VPN error 40: what is wrong?", "error", "40")]
    [InlineData("What is done in Service B?", "servic", "b")]
    [InlineData("The display shows E14, why?", null, "e14")]
    public void AMemberOfASeriesIsAnIdentifier(string question, string? series, string member) =>
        Assert.Equal(new Identifier(series, member), Assert.Single(Identifier.In(question)));

    [Theory]
    [InlineData("I spent 60 dollars, do I need a receipt?")]
    [InlineData("Who signs orders above 10,000?")]
    [InlineData("Who caught the last 2-point pass on the 1st day?")]
    [InlineData("What was the turnover of fiscal year 2025?")]
    [InlineData("What did he do in March 31 or over 7 % of two cases?")]
    public void AmountsDatesAndYearsAreNot(string question) => Assert.Empty(Identifier.In(question));

    [Fact]
    public void TheRowOfTheMemberAskedForIsChosen()
    {
        var match = Naming("VPN error 40: what is wrong?", "Number | Meaning\n29 | Wrong passphrase\n40 | Country not allowed");

        Assert.Equal([0, 1], match);
    }

    [Fact]
    public void ASiblingCountsForNothingEvenBesideTheMember()
    {
        var match = Naming("Which gloves does agent 7 need?", "Agent 5 needs vinyl gloves. The other one needs nitrile gloves. Agent 7 needs care.");

        Assert.Equal([0, 0.75, 1], match);
    }

    private static List<double> Naming(string question, string text)
    {
        var passage = SomePassage.Of(text);
        var matcher = new IdentifierMatcher(Identifier.In(question), [passage]);
        return [.. CandidateFinder.Find([passage]).Select(c => matcher.Match(c, Tokenizer.Split(c.Text)))];
    }
}
