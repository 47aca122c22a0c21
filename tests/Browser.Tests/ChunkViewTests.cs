using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

public sealed class ChunkViewTests(RunningSite site)
{
    [Fact]
    public async Task APassageIsMarkedInTheTextAndTheOtherWayRound()
    {
        var page = await site.ReaderAsync();
        await page.OpenPassagesAsync("parental-leave.md");

        var card = page.Locator(".chunkcard").Nth(1);
        await card.PressAsync("Enter");
        var stretch = page.Locator(".stretch[data-text='1']");
        await Assertions.Expect(stretch).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Contains(await card.Locator(".words").TextAsync(), await stretch.TextAsync(), StringComparison.Ordinal);

        await page.Locator(".stretch[data-text='0']").ClickAsync();
        await Assertions.Expect(page.Locator(".chunkcard").Nth(0)).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(card).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.Equal(await page.Locator(".stretch").CountAsync(), await page.Locator(".chunkcard").CountAsync());
        await PictureAsync(page, "chunks-light");
    }

    [Theory]
    [InlineData("dark", 1440, "en-GB")]
    [InlineData("phone", 390, "de-DE")]
    public async Task ItFitsEveryScreen(string look, int width, string language)
    {
        var page = await site.ReaderAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, Locale = language, ColorScheme = look == "dark" ? ColorScheme.Dark : ColorScheme.Light,
        });
        await page.OpenPassagesAsync("leave-policy.pdf");

        await page.Locator(".chunkcard").First.ClickAsync();

        await Assertions.Expect(page.Locator(".stretch[aria-pressed='true']")).ToBeInViewportAsync();
        Assert.Equal(0, await page.SidewaysAsync());
        await PictureAsync(page, $"chunks-{look}");
        await page.OpenAsync("/jobs");
        await page.Locator("#generation").WaitForAsync();
        Assert.Equal(0, await page.SidewaysAsync());
        await PictureAsync(page, $"generation-{look}");
    }

    [Fact]
    public async Task AVersionThatDoesNotExistSaysWhatToDo()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/library/passages/999999");
        await page.GetByText("This version cannot be opened").WaitForAsync();
    }

    [Fact]
    public async Task TheIndexIsMadeAnewFromItsCard()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/jobs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it anew" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.GetByText("The new index is paused").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Give up" }).ClickAsync();
        await page.GetByText("The index is up to date").WaitForAsync();
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RAGDOCS_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
