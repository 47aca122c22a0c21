using RagDocs.Generation.Extractive;

namespace RagDocs.Generation.Tests.Extractive;

public sealed class QuestionAnalyzerTests
{
    [Theory]
    [InlineData("How many hours can I carry over?", AnswerKind.Duration)]
    [InlineData("How many people may join?", AnswerKind.Amount)]
    [InlineData("What share of the costs is refunded?", AnswerKind.Amount)]
    [InlineData("How long does it take?", AnswerKind.Duration)]
    [InlineData("How far ahead must leave be requested?", AnswerKind.Duration)]
    [InlineData("When is the office closed?", AnswerKind.Time)]
    [InlineData("By what time must the form be there?", AnswerKind.Time)]
    [InlineData("Is leave paid out when someone leaves?", AnswerKind.YesNo)]
    [InlineData("After mapping the card, may I restart the machine?", AnswerKind.YesNo)]
    [InlineData("Who signs the contract?", AnswerKind.Person)]
    [InlineData("Where do I get a badge?", AnswerKind.Place)]
    [InlineData("Why is my paycheck smaller?", AnswerKind.Reason)]
    [InlineData("How do I order a badge?", AnswerKind.Steps)]
    [InlineData("What is a cost centre?", AnswerKind.Definition)]
    [InlineData("What happens to unused hours?", AnswerKind.Any)]
    internal void TheWordsTellTheKindOfAnswer(string question, AnswerKind kind) =>
        Assert.Equal(kind, Assert.Single(QuestionAnalyzer.Analyze(question).Aspects).Kind);

    [Theory]
    [InlineData("How many working days do I have?", "day")]
    [InlineData("What percentage is refunded?", "%")]
    [InlineData("How much does a badge cost?", "$")]
    [InlineData("How long does it take?", null)]
    public void TheUnitAskedForIsKnown(string question, string? unit) => Assert.Equal(unit, QuestionAnalyzer.Analyze(question).Aspects[0].Unit);

    [Fact]
    public void TheSituationCountsLessThanTheQuestion()
    {
        var question = QuestionAnalyzer.Analyze("My laptop was stolen in Berlin. Whom must I call?");
        var weights = question.Terms.Zip(question.Aspects[0].Weights).ToDictionary(p => p.First.Text, p => p.Second);

        Assert.True(weights["call"] > weights["laptop"]);
    }

    [Fact]
    public void HowToAnswerIsNotLookedFor()
    {
        var question = QuestionAnalyzer.Analyze("What was the operating margin in 2020? Round your answer to two decimal places.");
        var weights = question.Terms.Zip(question.Aspects[0].Weights).ToDictionary(p => p.First.Text, p => p.Second);

        Assert.True(weights["decimal"] < 0.2 && weights["margin"] >= 1);
    }

    [Theory]
    [InlineData("你好吗")]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("؟؟؟ \u0000 ' OR 1=1 --")]
    public void AnyTextIsTakenApartWithoutFailing(string question) => Assert.Single(QuestionAnalyzer.Analyze(question).Aspects);

    [Theory]
    [InlineData("a")]
    [InlineData("what is a ")]
    [InlineData("how much most number of other ")]
    [InlineData("using 1 , ")]
    public void AVeryLongQuestionDoesNotRunThePatternsOutOfTime(string repeated) =>
        Assert.NotEmpty(QuestionAnalyzer.Analyze(string.Concat(Enumerable.Repeat(repeated, 2000))).Aspects);
}
