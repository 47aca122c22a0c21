using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

/// <summary>What can be done with an answer that is there: ask on, ask again, ask something else in its place.</summary>
public sealed class GoingOnTests(RunningSite site)
{
    private const string Gloves = "Which gloves does cleaning agent 7 need?";
    private const string Hotel = "What is the hotel limit for Lisbon?";
    private const int MostTabs = 40;

    [Fact]
    public async Task ASuggestionIsAskedByTheKeyboardAndAnswered()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.AskAsync(Gloves);
        var next = page.GetByRole(AriaRole.List, new() { Name = "Ask next" });
        var question = await next.GetByRole(AriaRole.Button).First.InnerTextAsync();
        await page.Locator("#question[data-ready]:focus").WaitForAsync();
        for (var i = 0; i < MostTabs && await page.Locator(".next button:focus").CountAsync() == 0; i++) await page.Keyboard.PressAsync("Shift+Tab");
        while (await next.GetByRole(AriaRole.Button).First.EvaluateAsync<bool>("b => b !== document.activeElement")) await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Enter");

        var turn = page.Locator(".turn").Nth(1);
        await turn.Locator(".acts").WaitForAsync();
        Assert.Equal(question, await turn.Locator(".q").InnerTextAsync());
        Assert.True(await turn.Locator(".answer .c").CountAsync() > 0, $"“{question}” was suggested and is not answered.");
        // Only under the last answer, and the caret is where one goes on.
        Assert.True(await page.Locator(".next").CountAsync() <= 1);
        await page.Locator("#question:focus").WaitForAsync();
    }

    [Fact]
    public async Task SuggestionsOutliveAReload()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.AskAsync(Gloves);
        var before = await page.Locator(".next button").AllInnerTextsAsync();
        Assert.NotEmpty(before);

        await page.ReloadAsync();

        await page.Locator(".next button").First.WaitForAsync();
        Assert.Equal(before, await page.Locator(".next button").AllInnerTextsAsync());
    }

    [Fact]
    public async Task AskingAgainStandsInThePlaceOfTheAnswerAndTheOldOneCanBeReadStill()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        var first = await turn.Locator(".answer").TextAsync();
        await turn.GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();

        await turn.GetByText("2 of 2", new() { Exact = true }).WaitForAsync();
        Assert.Equal(1, await page.Locator(".turn").CountAsync());
        await turn.GetByRole(AriaRole.Button, new() { Name = "Previous version" }).ClickAsync();
        await turn.GetByText("1 of 2", new() { Exact = true }).WaitForAsync();
        Assert.Equal(first, await turn.Locator(".answer").TextAsync());
        // The caret stays where it was: one goes on leafing.
        await turn.GetByRole(AriaRole.Button, new() { Name = "Previous version" }).And(page.Locator(":focus")).WaitForAsync();

        await page.ReloadAsync();

        await page.GetByText("1 of 2", new() { Exact = true }).WaitForAsync();
        await page.Locator(".next button").First.WaitForAsync();
        await page.PictureAsync("going-on-desktop");
    }

    [Fact]
    public async Task AChangedQuestionTakesItsPlaceAndEscapeLeavesItAsItWas()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var turn = await page.AskAsync(Gloves);
        await turn.GetByRole(AriaRole.Button, new() { Name = "Edit question" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await turn.GetByLabel("Question", new() { Exact = true }).And(page.Locator(":focus")).WaitForAsync();
        await page.Keyboard.TypeAsync(" Really?");
        await page.Keyboard.PressAsync("Escape");
        await turn.GetByRole(AriaRole.Button, new() { Name = "Edit question" }).And(page.Locator(":focus")).WaitForAsync();
        Assert.Equal(Gloves, await turn.Locator(".q").InnerTextAsync());

        await page.Keyboard.PressAsync("Enter");
        await turn.GetByLabel("Question", new() { Exact = true }).FillAsync(Hotel);
        await page.Keyboard.PressAsync("Enter");

        await page.Locator(".turn .q", new() { HasText = Hotel }).WaitForAsync();
        await page.Locator(".turn .acts").WaitForAsync();
        await page.GetByText("2 of 2", new() { Exact = true }).WaitForAsync();
        Assert.Equal(1, await page.Locator(".turn").CountAsync());
        await page.ReloadAsync();
        await page.Locator(".turn .q", new() { HasText = Hotel }).WaitForAsync();
        Assert.Equal(1, await page.Locator(".turn").CountAsync());
    }

    [Fact]
    public async Task AnEarlierQuestionIsAskedAnewAtTheEnd()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var first = await page.AskAsync(Gloves);
        await page.AskAsync(Hotel);
        await page.Locator(".turn").First.GetByRole(AriaRole.Button, new() { Name = "Edit question" }).ClickAsync();
        await page.GetByText("asked anew at the end").WaitForAsync();
        await page.Locator(".qedit textarea:focus").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.Locator(".turn").Nth(2).Locator(".acts").WaitForAsync();
        Assert.Equal([Gloves, Hotel, Gloves], await page.Locator(".turn .q").AllInnerTextsAsync());
        Assert.True(await first.Locator(".answer").First.IsVisibleAsync());
    }

    [Fact]
    public async Task OnAPhoneEverythingFitsAndNoRuleOfAccessibilityIsBroken()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await site.ReaderAsync(new() { ViewportSize = new() { Width = 360, Height = 800 }, ColorScheme = scheme });
            await page.OpenAsync("/");
            var turn = await page.AskAsync(Gloves);
            await turn.GetByRole(AriaRole.Button, new() { Name = "Ask again" }).ClickAsync();
            await page.GetByText("2 of 2", new() { Exact = true }).WaitForAsync();
            await page.Locator(".next button").First.WaitForAsync();
            await page.PictureAsync($"going-on-phone-{scheme}".ToLowerInvariant());
            Assert.True(await page.SidewaysAsync() <= 0, "The answer is too wide.");
            Assert.Empty(await page.ViolationsAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Edit question" }).ClickAsync();
            await page.Locator(".qedit textarea:focus").WaitForAsync();
            await page.PictureAsync($"going-on-edit-{scheme}".ToLowerInvariant());
            Assert.True(await page.SidewaysAsync() <= 0, "The box of the question is too wide.");
            Assert.Empty(await page.ViolationsAsync());
        }
    }
}
