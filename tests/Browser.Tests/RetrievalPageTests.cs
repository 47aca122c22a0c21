using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

/// <summary>The search test page: why a passage stands where it does, and what other weights would do.</summary>
public sealed class RetrievalPageTests(RunningSite site)
{
    private const string Question = "Which gloves does cleaning agent 7 need?";

    [Fact]
    public async Task OtherWeightsAreShownBesideThoseInUseAndSavedNowhere()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/retrieval");
        await page.SearchAsync(Question);
        var inUse = await OrderAsync(page.Locator(".ranking").First);

        await page.TryWeightAsync("Keywords", "0");
        await page.TryWeightAsync("Words covered", "0");
        await page.TryWeightAsync("Best stretch", "0");
        await Assertions.Expect(page.Locator(".weights summary .st")).ToHaveTextAsync("3 differ");
        await Assertions.Expect(page.Locator(".ranking")).ToHaveCountAsync(2);
        await page.Locator(".ranking").Nth(1).Locator(".st.ok, .st.warn, .st.run").First.WaitForAsync();
        Assert.Equal(inUse, await OrderAsync(page.Locator(".ranking").First));
        Assert.NotEqual(inUse, await OrderAsync(page.Locator(".ranking").Nth(1)));

        await page.GetByRole(AriaRole.Button, new() { Name = "Trial", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".ranking")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset all" }).ClickAsync();
        await Assertions.Expect(page.Locator(".weights summary .st")).ToHaveTextAsync("as in use");
        Assert.Equal(inUse, await OrderAsync(page.Locator(".ranking").First));
        await page.TryWeightAsync("Keywords", "0");
        await page.Locator(".rankings.two-up, .rankings .ranking").First.WaitForAsync();

        await page.OpenAsync("/retrieval");
        await page.SearchAsync(Question);
        Assert.Equal(inUse, await OrderAsync(page.Locator(".ranking").First));
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task TheSharesOfTheEvidenceAddUpToTheScoreAndEveryStageHasItsTime()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/retrieval");
        await page.SearchAsync(Question);
        var hit = page.Locator(".hit").First;
        await hit.Locator("summary").ClickAsync();
        await hit.Locator(".evidence").WaitForAsync();

        var shares = (await hit.Locator(".evidence tbody td:last-child").AllInnerTextsAsync()).Sum(s => double.Parse(s, CultureInfo.InvariantCulture));
        var score = double.Parse((await hit.Locator("summary").TextAsync()).Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.Equal(score, shares, tolerance: 0.08);
        Assert.Equal(2, await hit.Locator(".found b").Filter(new() { HasTextRegex = new(@"^rank \d+ · (?:\d|cosine)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) }).CountAsync());

        await page.Locator(".stages summary").ClickAsync();
        await page.Locator(".stages dl").GetByText("Both searches").WaitForAsync();
        Assert.All(await page.Locator(".stages dd").AllInnerTextsAsync(), time => Assert.EndsWith(" ms", time, StringComparison.Ordinal));
    }

    [Fact]
    public async Task APassageOpensInTheViewerAndBackClosesIt()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/retrieval");
        await page.SearchAsync(Question);
        await page.Locator(".hit").First.GetByRole(AriaRole.Button, new() { Name = "Open passage 1" }).ClickAsync();
        await page.Locator(".view [data-start]:focus").WaitForAsync();
        await page.Locator(".view iframe.pdf, .view .paper i, .view mark").First.WaitForAsync();
        Assert.DoesNotContain("gloves", page.Url, StringComparison.Ordinal);

        await page.GoBackAsync();

        await page.Locator(".view").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.True(await page.Locator(".hit").CountAsync() > 1);
    }

    [Fact]
    public async Task TheTriedSettingsAreCopiedAsTheyStandInTheSettingsFile()
    {
        var page = await site.ReaderAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await page.OpenAsync("/retrieval");
        await page.TryWeightAsync("Meaning", "0.75");
        await page.TryWeightAsync("Put forward by each search", "40");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy settings" }).ClickAsync();
        await page.GetByText("Settings copied").WaitForAsync();

        using var copied = JsonDocument.Parse(await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        var section = copied.RootElement.GetProperty("Retrieval");
        Assert.Equal(0.75, section.GetProperty("VectorWeight").GetDouble());
        Assert.Equal(40, section.GetProperty("Candidates").GetInt32());
        Assert.Equal(2, section.EnumerateObject().Count());
    }

    [Fact]
    public async Task AQuestionIsAskedAndAWeightTriedWithoutAMouse()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/retrieval");
        await page.GetByLabel("Question", new() { Exact = true }).FocusAsync();
        await page.Keyboard.TypeAsync(Question);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".hit").First.WaitForAsync();
        await page.Locator(".weights summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowLeft");

        await Assertions.Expect(page.Locator(".weights summary .st")).ToHaveTextAsync("1 differs");
        await Assertions.Expect(page.Locator(".ranking")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData(390, "de-DE", ColorScheme.Light)]
    [InlineData(1000, "en-GB", ColorScheme.Dark)]
    [InlineData(360, "en-GB", ColorScheme.Dark)]
    public async Task TwoRankingsFitEveryScreen(int width, string language, ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, Locale = language, ColorScheme = scheme });
        await page.OpenAsync("/retrieval");
        await page.Locator(".asklab input").FillAsync(Question);
        await page.Locator(".asklab .btn").ClickAsync();
        await page.Locator(".hit").First.WaitForAsync();
        await page.Locator(".weights summary").ClickAsync();
        await page.Locator("#try-KeywordWeight").FillAsync("0");
        await page.Locator("#try-KeywordWeight").BlurAsync();
        await Assertions.Expect(page.Locator(".ranking")).ToHaveCountAsync(2);
        await page.Locator(".hit summary").First.ClickAsync();
        await page.Locator(".hit .right input").First.CheckAsync();

        Assert.Equal(0, await page.SidewaysAsync());
        await page.PictureAsync($"retrieval-{width}");
    }

    [Fact]
    public async Task SomebodyWhoIsNoAdministratorIsToldSo()
    {
        var administrator = await site.ReaderAsync();
        var password = await administrator.AddPersonAsync("Nora Falk", "nora");
        var page = await site.StrangerAsync();
        await page.GotoAsync("/sign-in");
        await page.SignInAsync("nora", password);
        await page.Locator(".shell[data-live]").WaitForAsync();

        Assert.Equal(0, await page.Locator(".nav a[href='/retrieval'], .nav a[href='/quality']").CountAsync());
        foreach (var path in new[] { "/retrieval", "/quality" })
        {
            await page.GotoAsync(path);
            await page.GetByRole(AriaRole.Heading, new() { Name = "This page is not for your account" }).WaitForAsync();
        }
    }

    private static async Task<string> OrderAsync(ILocator ranking) => string.Join('|', await ranking.Locator(".hit .words").AllInnerTextsAsync());
}
