using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

public sealed class AskTests(RunningSite site)
{
    private const string Gloves = "Which gloves does cleaning agent 7 need?";

    [Fact]
    public async Task AnAnswerIsCitedAndAMarkOpensThePageWithTheWordsMarked()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        var mark = turn.Locator(".answer .c").First;
        Assert.Matches(@"^Source 1: .+, page \d+$", await mark.GetAttributeAsync("aria-label"));

        await mark.ClickAsync();

        var viewer = page.GetByRole(AriaRole.Complementary, new() { Name = "Source" });
        await page.Pdf().Locator(".page[data-ready] i").First.WaitForAsync();
        Assert.Matches(@"page \d+ of \d+", await viewer.Locator("header").InnerTextAsync());
    }

    [Fact]
    public async Task TextFormatsOpenWithTheQuoteMarkedInSight()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync("What is the hotel limit for Lisbon?");

        await turn.Locator(".answer .c").First.ClickAsync();

        var quote = page.Locator(".view mark").First;
        await quote.WaitForAsync();
        Assert.Contains("Lisbon", string.Concat(await page.Locator(".view mark").AllInnerTextsAsync()), StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => { const b = document.querySelector('.view mark').getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight; }");
    }

    [Fact]
    public async Task AReloadKeepsTheAnswerItsNumbersAndTheOpenSource()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        await turn.Locator(".answer .c").First.ClickAsync();
        await page.Locator(".view").WaitForAsync();
        var before = await turn.Locator(".answer").TextAsync();
        Assert.Matches(@"/c/\d+\?source=\d+\.1$", page.Url);

        await page.ReloadAsync();

        Assert.Equal(before, await page.Locator(".turn .answer").First.TextAsync());
        await page.Locator(".view").WaitForAsync();
    }

    [Fact]
    public async Task HoveringAMarkShowsTheQuotedSentence()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);

        await turn.Locator(".answer .c").First.HoverAsync();

        var tip = page.Locator(".tip:popover-open");
        await tip.WaitForAsync();
        Assert.Contains("gloves", await tip.InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task AQuestionTheDocumentsDoNotAnswerGetsTheNearestPlaces()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");

        var turn = await page.AskAsync("Who won the football world cup in 1974?");

        await turn.GetByText("The documents you may read do not answer this.").WaitForAsync();
        Assert.Equal(0, await turn.GetByRole(AriaRole.Alert).CountAsync());
    }

    [Fact]
    public async Task ATypedQuestionSurvivesAReload()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.Locator("#question[data-ready]").PressSequentiallyAsync("How long is the warr");

        await page.ReloadAsync();

        await page.Locator("#question[data-ready]").WaitForAsync();
        Assert.Equal("How long is the warr", await page.GetByLabel("Your question").InputValueAsync());
    }

    [Fact]
    public async Task ADeletedConversationIsGoneFromTheHistory()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.AskAsync("What does the code of conduct say about gifts from customers?");
        var entry = page.Locator(".hist li").Filter(new() { HasText = "gifts from customers" });
        await entry.First.HoverAsync();
        await entry.First.GetByRole(AriaRole.Button).ClickAsync();

        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "What would you like to know?" }).WaitForAsync();
        Assert.Equal(0, await entry.CountAsync());
    }
}
