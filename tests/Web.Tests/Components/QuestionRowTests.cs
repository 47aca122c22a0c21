using RagDocs.Retrieval.Quality;
using RagDocs.Web.Components.Pages.Quality;

namespace RagDocs.Web.Tests.Components;

public sealed class QuestionRowTests
{
    [Fact]
    public void WhatGotWorseStandsFirstTheWorstOfAllAtTheTop()
    {
        SavedQuestion[] questions = [Question(1), Question(2), Question(3), Question(4), Question(5), Question(6)];
        QuestionOutcome[] outcomes =
        [
            new(1, "", 1, 1, 1, 1), // the same
            new(2, "", 3, 0.5, 1, 1), // worse
            new(3, "", 1, 1, 2, 0.63), // better
            new(4, "", null, 0, 1, 1), // much worse
            new(5, "", null, 0, null, 0), // not found, before neither
        ];

        var rows = QuestionRow.Ordered(questions, outcomes);

        Assert.Equal([4, 2, 5, 1, 3, 6], rows.Select(r => r.Question.Id));
        Assert.Equal(
            [QuestionTrend.Worse, QuestionTrend.Worse, QuestionTrend.Lost, QuestionTrend.Same, QuestionTrend.Better, QuestionTrend.NotMeasured],
            rows.Select(r => r.Trend));
    }

    [Fact]
    public void AQuestionThatIsNewInARunHasNotChanged()
    {
        var row = QuestionRow.Ordered([Question(1)], [new(1, "", 2, 0.63, null, null)])[0];

        Assert.Equal((QuestionTrend.Same, 0), (row.Trend, row.Change));
    }

    [Theory]
    [InlineData(0.876, 0.7)]
    [InlineData(0.05, 0)]
    [InlineData(1, 0.8)]
    public void TheScaleOfTheChartLeavesRoomBelowTheLowestScore(double lowest, double floor)
    {
        var scale = ChartScale.Of([1, lowest]);

        Assert.Equal(floor, scale.Floor, 0.0001);
        Assert.Equal((0, 1), (scale.Share(scale.Floor), scale.Share(1)));
        Assert.Equal(1, scale.Ticks[0]);
        Assert.InRange(scale.Ticks.Count, 3, 7);
        Assert.All(scale.Ticks, tick => Assert.InRange(tick, scale.Floor - 0.0001, 1));
    }

    private static SavedQuestion Question(long id) => new(id, $"Question {id}", null, null, []);
}
