using RagDocs.Retrieval.Reading;

namespace RagDocs.Retrieval.Tests.Reading;

public sealed class KindPatternsTests
{
    [Theory]
    [InlineData("How long does a new clearance take?", nameof(AskedKind.Duration))]
    [InlineData("Wie lange dauert die Probezeit?", nameof(AskedKind.Duration))]
    [InlineData("When was the office opened?", nameof(AskedKind.Date))]
    [InlineData("Who is the head of finance when I am away?", nameof(AskedKind.Person))]
    [InlineData("What percentage of sales was lost?", nameof(AskedKind.Percentage))]
    [InlineData("What is the cap on banked hours?", nameof(AskedKind.Number))]
    [InlineData("Who approves travel?", nameof(AskedKind.Person))]
    [InlineData("Why is the sky blue?", nameof(AskedKind.Unknown))]
    public void AQuestionTellsWhatItAsksFor(string question, string kind) => Assert.Equal(kind, KindPatterns.Of(question).ToString());

    [Theory]
    [InlineData(nameof(AskedKind.Duration), "It takes 8-15 months.", "It takes a while.")]
    [InlineData(nameof(AskedKind.Duration), "Nach drei Monaten.", "Nach einer Weile.")]
    [InlineData(nameof(AskedKind.Date), "Opened on May 3.", "Opened late.")]
    [InlineData(nameof(AskedKind.Percentage), "It fell by 3.4 %.", "It fell by 3 points.")]
    [InlineData(nameof(AskedKind.Number), "At most twelve.", "At most some.")]
    [InlineData(nameof(AskedKind.Person), "Ask the head, Anna Berg.", "Ask the head.")]
    public void ATextHoldsTheKindOrNot(string kind, string holds, string lacks)
    {
        var finder = KindPatterns.Finder(Enum.Parse<AskedKind>(kind))!;
        Assert.Matches(finder, holds);
        Assert.DoesNotMatch(finder, lacks);
    }
}
