using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.Tests.Extractive;

public sealed class AnswerKindMatcherTests
{
    [Theory]
    [InlineData("How many hours are paid?", "You get 104 hours of leave.", 1)]
    [InlineData("How many years does it take?", "It takes one year.", 1)]
    [InlineData("How many hours are paid?", "You get 26 weeks of leave.", 0.35)]
    [InlineData("How many hours are paid?", "One must ask first.", 0)]
    [InlineData("How many people work there?", "The office was founded on 31 March 2014.", 0)]
    [InlineData("How many hours do 3 days give?", "Work 3 days.", 0)]
    [InlineData("What share is billable?", "At least 80% of the time.", 1)]
    [InlineData("How much does a badge cost?", "A badge costs $12.", 1)]
    [InlineData("At what time does it close?", "It closes at 3:30 PM.", 1)]
    [InlineData("At what time does it close?", "It closes when all have left.", 0.1)]
    [InlineData("How long does it last?", "Up to six months.", 1)]
    [InlineData("When does it begin?", "On Monday.", 1)]
    [InlineData("Who signs it?", "It is signed by the head of finance.", 0.7)]
    [InlineData("May I restart it?", "Do not restart it.", 1)]
    public void ATextShowsWhetherItHoldsTheKindAskedFor(string question, string text, double fit)
    {
        var analyzed = QuestionAnalyzer.Analyze(question);

        Assert.Equal(fit, AnswerKindMatcher.Fit(analyzed.Aspects[0], text, Tokenizer.Split(text), analyzed.Numbers, isList: false));
    }
}
