using Microsoft.Extensions.Options;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Extractive;

/// <summary>Answers read like answers: tables by row and column, lists and steps whole, no loose ends, no page furniture.</summary>
public sealed class ReadingTests
{
    private const string Sales = "Region | 2022 | 2023\nEMEA | 1,100 | 1,234\nAmericas | 900 | 950";

    [Fact]
    public async Task ATableIsAnsweredByRowAndColumnAndQuotedAsItStands()
    {
        var first = (await SentencesAsync("How much were the sales of EMEA in 2023?", SomePassage.Of(Sales, headings: "Sales")))[0];

        Assert.Equal("EMEA, 2023: 1,234", first.Text);
        Assert.Equal("EMEA | 1,100 | 1,234", first.Evidence[0].Quote);
    }

    [Fact]
    public async Task TwoColumnsAskedForAreBothGiven() =>
        Assert.Equal("Berlin, Hotel limit: 140; Daily allowance: 49",
            (await SentencesAsync("What are the hotel limit and the daily allowance in Berlin?",
                SomePassage.Of("City | Hotel limit | Daily allowance | Country\nParis | 180 | 58 | France\nBerlin | 140 | 49 | Germany", headings: "Travel limits")))[0].Text);

    [Fact]
    public async Task StepsKeepTheirOrderAndTheirNumbers()
    {
        var first = (await SentencesAsync("How do I order a badge?",
            SomePassage.Of("To order a badge:\n1. Fill in form B2.\n2. Bring a photo.\n3. Sign the receipt.", headings: "Badges")))[0];

        Assert.Equal("To order a badge:\n1. Fill in form B2.\n2. Bring a photo.\n3. Sign the receipt.", first.Text);
    }

    [Fact]
    public async Task AQuestionOfAPageIsReadWithTheAnswerBelowItAndNeverGivenAsOne()
    {
        var sentences = await SentencesAsync("Can visitors park in the garage?",
            SomePassage.Of("Can visitors park in the garage?\n\nOnly with a permit from the front desk.\n\nThe garage has two floors."));

        Assert.Equal("Only with a permit from the front desk.", sentences[0].Text);
    }

    [Fact]
    public async Task ASentenceWithoutItsBeginningGetsItsHeading() =>
        Assert.Equal("(Credit hours) They must be used within a year.",
            (await SentencesAsync("By when must credit hours be used?", SomePassage.Of("They must be used within a year.", headings: "Working time › Credit hours")))[0].Text);

    [Fact]
    public async Task ComparedThingsGetASentenceEach()
    {
        var sentences = await SentencesAsync("What is the difference between travel time and comp time?",
            SomePassage.Of("Travel time is forfeited by those who leave. Comp time is paid out to those who leave. Lunch time is noon."));

        Assert.Equal(2, sentences.Count);
        Assert.Contains(sentences, s => s.Text.StartsWith("Travel time", StringComparison.Ordinal));
        Assert.Contains(sentences, s => s.Text.StartsWith("Comp time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFurtherSourceMustBeNearlyAsGoodAsTheFirst()
    {
        var sentences = await SentencesAsync("How many credit hours can be banked at most?",
            SomePassage.Of("At most 24 credit hours can be banked."), SomePassage.Of("Award leave of 80 hours is given for long service."));

        Assert.Equal(0, Assert.Single(Assert.Single(sentences).Evidence).Passage);
    }

    [Theory]
    [InlineData("Page 3 of 10")]
    [InlineData("© 2024 Arden. All rights reserved.")]
    [InlineData("POL-03 · version 3.0 · valid from 1 June 2025")]
    [InlineData("The following conditions are met:")]
    [InlineData("Can I park here?")]
    public void PageFurnitureQuestionsAndAnnouncementsAnswerNothing(string text) =>
        Assert.Empty(CandidateFinder.Find([SomePassage.Of(text)]));

    private static async Task<List<Sentence>> SentencesAsync(string question, params Passage[] passages)
    {
        var answerer = new ExtractiveAnswerer(new SynonymEmbedder(), Options.Create(new ExtractiveOptions()));
        var parts = await answerer.AnswerAsync(question, passages, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        return [.. parts.Select(Assert.IsType<Sentence>)];
    }
}
