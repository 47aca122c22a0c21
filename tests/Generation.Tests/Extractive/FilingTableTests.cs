using Microsoft.Extensions.Options;
using RagDocs.Generation.Extractive;
using RagDocs.Generation.Tests.Support;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Tests.Extractive;

/// <summary>Tables of figures as filings have them: years in lines of their own, units said once, the company only in the title.</summary>
public sealed class FilingTableTests
{
    private const string BalanceSheet =
        """
        (amounts in millions, except par value)

        August 29, | August 30,
        2021 | 2020
        ASSETS
        Cash and cash equivalents | $ 11,258 | $ 12,277
        Total current assets | 29,505 | 28,120
        OTHER ASSETS
        Total lease assets | 2,890 | 2,788
        TOTAL ASSETS | $ 59,268 | $ 55,556
        LIABILITIES
        Total current liabilities | 29,441 | 24,844
        """;

    [Theory]
    [InlineData("What were the total assets of Harbor Foods in FY2021?", "HARBOR FOODS: TOTAL ASSETS, 2021: $ 59,268 (amounts in millions, except par value)")]
    [InlineData("What were the total assets of Harbor Foods in FY2020?", "HARBOR FOODS: TOTAL ASSETS, 2020: $ 55,556 (amounts in millions, except par value)")]
    [InlineData("Using the balance sheet, how much were the total current liabilities of Harbor Foods in 2021 (in USD millions)?",
        "HARBOR FOODS: Total current liabilities, 2021: 29,441 (amounts in millions, except par value)")]
    public async Task TheCellOfTheRowAndTheYearIsGivenWithItsUnitsAndWhoseItIs(string question, string expected)
    {
        var sentences = await SentencesAsync(question, SomePassage.Of(BalanceSheet, title: "HARBOR FOODS 2021 10K", headings: "Item 8"));

        Assert.Equal(expected, sentences[0].Text);
        Assert.DoesNotContain(sentences.Skip(1), s => s.Text.Contains("lease", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheQuoteIsTheRowAsItStands() => Assert.Equal("TOTAL ASSETS | $ 59,268 | $ 55,556",
        (await SentencesAsync("What were the total assets of Harbor Foods in 2021?", SomePassage.Of(BalanceSheet, title: "HARBOR FOODS 2021 10K")))[0].Evidence[0].Quote);

    [Fact]
    public async Task BothYearsAskedForAreGiven() => Assert.Equal(
        "HARBOR FOODS: TOTAL ASSETS; 2021: $ 59,268; 2020: $ 55,556 (amounts in millions, except par value)",
        (await SentencesAsync("What were the total assets of Harbor Foods in 2020 and 2021?", SomePassage.Of(BalanceSheet, title: "HARBOR FOODS 2021 10K")))[0].Text);

    [Fact]
    public async Task UnitsThatNobodyStatedAreNotInvented()
    {
        var text = BalanceSheet.Replace("(amounts in millions, except par value)", "Consolidated", StringComparison.Ordinal);
        var sentences = await SentencesAsync("What were the total assets of Harbor Foods in 2021?", SomePassage.Of(text, title: "HARBOR FOODS 2021 10K"));

        Assert.Equal("HARBOR FOODS: TOTAL ASSETS, 2021: $ 59,268", sentences[0].Text);
    }

    [Fact]
    public async Task AReasonIsNotAnsweredWithAFigure()
    {
        var sentences = await SentencesAsync("Why did the total assets increase in 2021?",
            SomePassage.Of(BalanceSheet + "\n\nTotal assets increased in 2021 because forty warehouses were bought.", title: "HARBOR FOODS 2021 10K"));

        Assert.Contains("because forty warehouses were bought", sentences[0].Text, StringComparison.Ordinal);
    }

    private static async Task<List<Sentence>> SentencesAsync(string question, params Passage[] passages)
    {
        var parts = new List<AnswerPart>();
        var answerer = new ExtractiveAnswerer(new SynonymEmbedder([]), Options.Create(new ExtractiveOptions()));
        await foreach (var part in answerer.AnswerAsync(question, passages, TestContext.Current.CancellationToken)) parts.Add(part);
        return [.. parts.Cast<Sentence>()];
    }
}
