using Microsoft.Extensions.Options;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Extractive;

/// <summary>Which of several texts that speak of the matter is the answer.</summary>
public sealed class PreferenceTests
{
    [Fact]
    public async Task TheGeneralRuleComesBeforeTheRuleForAGroupThatNobodyAskedAbout()
    {
        var text = "Apprentices may carry over two days of annual leave.\n\nStaff may carry over five days of annual leave.";

        Assert.Contains("five days", await FirstAsync("How many days of annual leave may I carry over?", text), StringComparison.Ordinal);
        Assert.Contains("two days", await FirstAsync("How many days of annual leave may apprentices carry over?", text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARowIsChosenByItsFirstCellBeforeASentenceThatMentionsIt()
    {
        var first = await FirstAsync("What is the hotel limit for Lisbon?",
            "The hotel limit for Lisbon was raised from 120 euros by the travel desk.\n\nCity | Hotel limit\nLisbon | 135\nPorto | 120");

        Assert.Equal("City: Lisbon; Hotel limit: 135", first);
    }

    [Fact]
    public async Task AWholeSentenceComesBeforeABrokenOne()
    {
        var first = await FirstAsync("What may a gift be worth?",
            "A gift may be worth 35 euros from each\n\nSome other matter stands between the two.\n\nA gift may be worth 35 euros at most.");

        Assert.Equal("A gift may be worth 35 euros at most.", first);
    }

    [Fact]
    public async Task TheSecondPartIsAnsweredBySentencesThatGoOn()
    {
        var sentences = await SentencesAsync("How many days may I carry over, and by when must they be taken?",
            SomePassage.Of("You may carry over five days. They must be taken by 31 March."),
            SomePassage.Of("Parcels must be taken by 30 June."));

        Assert.Equal(2, sentences.Count);
        Assert.Contains("31 March", sentences[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Which gloves does agent 7 need?", "nitrile")]
    [InlineData("Which gloves does agent 4 need?", null)]
    public async Task ASiblingOfWhatWasAskedForIsNoAnswer(string question, string? expected)
    {
        var parts = await PartsAsync(question, SomePassage.Of("Handling agent 7 needs gloves of nitrile. Agent 5 needs no gloves."));

        if (expected is null) Assert.IsType<Refusal>(Assert.Single(parts));
        else Assert.Contains(expected, Assert.IsType<Sentence>(parts[0]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordsThatOnlyFrameTheQuestionNeedNotStandInTheDocuments()
    {
        var first = await FirstAsync("Somebody asked which kind of gloves the concentrate usually requires?",
            "Concentrate calls for gloves of nitrile.");

        Assert.Contains("nitrile", first, StringComparison.Ordinal);
    }

    private static async Task<string> FirstAsync(string question, string text) => (await SentencesAsync(question, SomePassage.Of(text)))[0].Text;

    private static async Task<List<Sentence>> SentencesAsync(string question, params Passage[] passages) =>
        [.. (await PartsAsync(question, passages)).Cast<Sentence>()];

    private static async Task<List<AnswerPart>> PartsAsync(string question, params Passage[] passages)
    {
        var answerer = new ExtractiveAnswerer(new SynonymEmbedder(), Options.Create(new ExtractiveOptions()));
        return await answerer.AnswerAsync(question, passages, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }
}
