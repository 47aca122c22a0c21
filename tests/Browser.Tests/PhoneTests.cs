namespace RagDocs.Browser.Tests;

public sealed class PhoneTests(RunningSite site)
{
    [Theory]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    public async Task NoPageScrollsSideways(int width)
    {
        var page = await site.ReaderAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
        await page.OpenAsync("/");
        await page.AskAsync("What is the hotel limit for Lisbon?");
        Assert.True(await page.SidewaysAsync() <= 0, $"The answer is too wide for {width} pixels.");
        foreach (var path in new[] { "/", "/library", "/library/health", "/jobs", "/settings", "/models", "/retrieval", "/quality" })
        {
            await page.OpenAsync(path);
            Assert.True(await page.SidewaysAsync() <= 0, $"{path} is too wide for {width} pixels.");
        }
    }

    [Fact]
    public async Task OnAPhoneTheSourceFillsTheScreenAndBackClosesIt()
    {
        var page = await site.ReaderAsync(new() { ViewportSize = new() { Width = 400, Height = 800 } });
        await page.OpenAsync("/");
        var turn = await page.AskAsync("Which gloves does cleaning agent 7 need?");
        await turn.Locator(".answer .c").First.ClickAsync();
        var box = await page.Locator(".view").BoundingBoxAsync();
        Assert.Equal((400, 800), ((int)box!.Width, (int)box.Height));

        await page.GoBackAsync();

        await page.Locator(".view").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        Assert.True(await turn.IsVisibleAsync());
    }
}
