using Microsoft.Extensions.Options;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Sufficiency;

/// <summary>When nothing is answered, what is said instead, and what the question took for given wrongly.</summary>
public sealed class RefusalTests
{
    private const string Notice = "The notice period is four weeks to the end of a month. The works council is heard before every notice.";

    [Fact]
    public async Task AWordThatNothingFoundHoldsIsNamedAndTheNearestPlacesToo()
    {
        var refusal = await RefusalAsync("How long is a sabbatical after many years of service?", SomePassage.Of(Notice, "Leaving", "Contract › Notice"));

        Assert.Equal("Nothing that was found mentions “sabbatical” or “service”. The nearest places are listed: Leaving › Notice.", refusal);
    }

    [Fact]
    public async Task AnotherYearIsNamedWithTheOnesThereAre()
    {
        var refusal = await RefusalAsync("What was the revenue of Arden in 2021?",
            SomePassage.Of("The revenue of Arden was 8,831 million dollars in 2016.", "Report 2016"), SomePassage.Of("The revenue of Arden was 9,100 in 2017.", "Report 2017"));

        Assert.StartsWith("Something on this was found, but not for 2021: the passages speak of 2016, 2017.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMemberOfASeriesThatIsNotThereIsNamed() =>
        Assert.StartsWith("Nothing that was found mentions “agent 4”.",
            await RefusalAsync("Which gloves does agent 4 need?", SomePassage.Of("Handling agent 7 needs gloves of nitrile.")), StringComparison.Ordinal);

    [Fact]
    public async Task AGermanQuestionIsRefusedInGerman() =>
        Assert.StartsWith("Nichts von dem Gefundenen erwähnt “Sabbatical”.",
            await RefusalAsync("Wie lange dauert ein Sabbatical?", SomePassage.Of("Die Kündigungsfrist beträgt vier Wochen.")), StringComparison.Ordinal);

    [Fact]
    public async Task AnAmountThatTheDocumentsPutOtherwiseIsPointedOut()
    {
        var sentence = await FirstAsync("Why is the notice period six weeks?", SomePassage.Of(Notice, headings: "Notice"));

        Assert.Equal("The documents do not say “six weeks”: The notice period is four weeks to the end of a month.", sentence.Text);
        Assert.Equal("The notice period is four weeks to the end of a month.", sentence.Evidence[0].Quote);
    }

    [Theory]
    [InlineData("Is the notice period four weeks?")]
    [InlineData("May I leave after six weeks of the notice period?")]
    public async Task AnAmountThatFitsOrThatTheAskerBringsIsNotQuestioned(string question) =>
        Assert.StartsWith("The notice period", (await FirstAsync(question, SomePassage.Of(Notice, headings: "Notice"))).Text, StringComparison.Ordinal);

    private static async Task<string> RefusalAsync(string question, params Passage[] passages) =>
        Assert.IsType<Refusal>(Assert.Single(await PartsAsync(question, passages))).Missing;

    private static async Task<Sentence> FirstAsync(string question, params Passage[] passages) => Assert.IsType<Sentence>((await PartsAsync(question, passages))[0]);

    private static async Task<List<AnswerPart>> PartsAsync(string question, Passage[] passages)
    {
        var answerer = new ExtractiveAnswerer(new SynonymEmbedder(), Options.Create(new ExtractiveOptions()));
        return await answerer.AnswerAsync(question, passages, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }
}
