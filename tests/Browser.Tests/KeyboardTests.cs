namespace RagDocs.Browser.Tests;

public sealed class KeyboardTests(RunningSite site)
{
    private const int MostTabs = 40;

    [Fact]
    public async Task AQuestionCanBeAskedAndItsSourceReadWithoutAMouse()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.Locator("#question[data-ready]:focus").WaitForAsync();
        await page.Keyboard.TypeAsync("Which gloves does cleaning agent 7 need?");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".acts").WaitForAsync();

        // Backwards from the box, which keeps the caret for the next question.
        await page.Locator("#question[data-ready]:focus").WaitForAsync();
        for (var i = 0; i < MostTabs && await page.Locator(".answer .c:focus").CountAsync() == 0; i++) await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Enter");

        await page.Locator(".view [data-start]:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".answer .c:focus").WaitForAsync();
        Assert.Equal(0, await page.Locator(".view").CountAsync());
    }

    [Fact]
    public async Task TheSkipLinkStandsBeforeTheSideBarAndLeadsToTheContent()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/library");
        await page.Locator(".nav a").First.FocusAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal("Skip to the content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));

        await page.Keyboard.PressAsync("Enter");

        await page.Locator("main:focus").WaitForAsync();
    }

    [Fact]
    public async Task SlashLeadsToTheBoxAndUpBringsTheLastQuestionBack()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.AskAsync("What is the hotel limit for Lisbon?");
        // The box takes the caret again once the answer is there.
        await page.Locator("#question[data-ready]:focus").WaitForAsync();
        await page.EvaluateAsync("() => document.activeElement.blur()");

        await page.Keyboard.PressAsync("/");
        await page.Locator("#question:focus").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowUp");

        Assert.Equal("What is the hotel limit for Lisbon?", await page.Locator("#question").InputValueAsync());
    }
}
