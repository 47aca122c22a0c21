using RagDocs.Generation.FollowUps;

namespace RagDocs.Generation.Tests.FollowUps;

public sealed class FollowUpRulesTests
{
    [Theory]
    [InlineData("How many hours of annual leave may I carry over?", "And for part-timers?", "How many hours of annual leave may I carry over for part-timers?")]
    [InlineData("What is the hotel limit for Lisbon?", "What about Berlin?", "What is the hotel limit for Berlin?")]
    [InlineData("What is the hotel limit in Paris?", "And in Porto?", "What is the hotel limit in Porto?")]
    [InlineData("What was the revenue of Arden in 2016?", "And in 2017?", "What was the revenue of Arden in 2017?")]
    [InlineData("How do I order a new laptop?", "And a monitor?", "How do I order a monitor?")]
    [InlineData("How long is the warranty of the Heron 55?", "And the Heron 70?", "How long is the warranty of the Heron 70?")]
    [InlineData("Wie viele Urlaubstage bekommen Vollzeitkräfte?", "Und für Teilzeitkräfte?", "Wie viele Urlaubstage bekommen Teilzeitkräfte?")]
    [InlineData("Wie hoch ist das Hotellimit in Paris?", "Was ist mit Berlin?", "Wie hoch ist das Hotellimit in Berlin?")]
    public void TheSameQuestionForAnotherCaseIsAskedInFull(string before, string question, string expected) =>
        Assert.Equal(expected, Standalone(question, before));

    [Theory]
    [InlineData("How many days of parental leave do I get?", "How long is it then?", "How long is parental leave?")]
    [InlineData("How do I order a new laptop?", "Who approves that?", "Who approves new laptop?")]
    [InlineData("How do I order a new laptop?", "What happens if this request is rejected?", "What happens if this request (new laptop) is rejected?")]
    [InlineData("How long is the warranty of the Heron 55?", "How often must it be serviced?", "How often must warranty of the Heron 55 be serviced?")]
    [InlineData("Which gloves does agent 7 need?", "What should I do if I get it in the eye?", "What should I do if I get agent 7 in the eye?")]
    [InlineData("Wie beantrage ich Elternzeit?", "Gilt das auch für Väter?", "Gilt Elternzeit auch für Väter?")]
    [InlineData("Wie beantrage ich Elternzeit?", "Wie lange dauert sie?", "Wie lange dauert Elternzeit?")]
    public void APronounIsReplacedByWhatWasAskedAbout(string before, string question, string expected) =>
        Assert.Equal(expected, Standalone(question, before));

    [Theory]
    [InlineData("Since when?", "Since when – hotel limit for Lisbon?")]
    [InlineData("Why?", "Why – hotel limit for Lisbon?")]
    public void AnUnfinishedQuestionTakesTheEarlierSubject(string question, string expected) =>
        Assert.Equal(expected, Standalone(question, "What is the hotel limit for Lisbon?"));

    [Theory]
    [InlineData("Is it possible to park near the office?")]
    [InlineData("Is the laptop replaced when it breaks?")]
    [InlineData("Is there a canteen?")]
    [InlineData("Will Arden IT give me a keyboard?")]
    [InlineData("How long does it take until ordered business cards arrive?")]
    [InlineData("What is a cost centre?")]
    [InlineData("Gibt es einen Zuschuss zum Mittagessen?")]
    [InlineData("Ist es erlaubt, den Hund mitzubringen?")]
    [InlineData("Was kostet das Mittagessen?")]
    public void AQuestionThatStandsAloneIsNotChanged(string question)
    {
        Assert.False(FollowUpRules.Leans(question));
        Assert.Equal(question, Standalone(question, "How do I order a new laptop?"));
    }

    [Fact]
    public void WhatTheAnswerCitedDecidesWhichThingIsMeant()
    {
        var turn = new EarlierTurn("Which form does the trial period of an apprentice need?") { Titles = ["Trial period"] };

        Assert.Equal("How long is trial period?", FollowUpRules.Standalone("How long is it?", [turn]));
    }

    [Fact]
    public void AChainOfFollowUpsLeadsBackToTheFirstQuestion() =>
        Assert.Equal("Since when – hotel limit for Berlin?",
            FollowUpRules.Standalone("Since when?", [new EarlierTurn("What is the hotel limit for Lisbon?"), new EarlierTurn("What about Berlin?")]));

    [Fact]
    public void WhatWasSearchedForCountsBeforeWhatWasTyped() =>
        Assert.Equal("What is the hotel limit for Porto?",
            FollowUpRules.Standalone("And Porto?", [new EarlierTurn("And there?") { Searched = "What is the hotel limit for Lisbon?" }]));

    [Fact]
    public void WithoutAnythingEarlierAQuestionIsLeftAsItIs() => Assert.Equal("And for part-timers?", FollowUpRules.Standalone("And for part-timers?", []));

    [Fact]
    public void ALongTextIsNeverTakenForAFollowUp() => Assert.False(FollowUpRules.Leans("And for " + new string('x', 100_000) + "?"));

    private static string Standalone(string question, string before) => FollowUpRules.Standalone(question, [new EarlierTurn(before)]);
}
