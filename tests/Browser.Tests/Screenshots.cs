using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

/// <summary>Writes the pictures of the user guide; runs only when RAGDOCS_SCREENSHOTS names a folder.</summary>
public sealed class Screenshots(RunningSite site)
{
    private static readonly (string Name, int Width, ColorScheme Scheme)[] Looks =
        [("light", 1440, ColorScheme.Light), ("dark", 1440, ColorScheme.Dark), ("phone", 500, ColorScheme.Light)];

    private static readonly string[] Asked =
        ["What is the hotel limit for Lisbon?", "Who signs purchase orders above €10,000?", "How long is the warranty of the Heron 55?", "How do I reset my password?"];

    private string? _conversation;

    [Fact]
    public async Task ThePicturesOfTheUserGuide()
    {
        var folder = Environment.GetEnvironmentVariable("RAGDOCS_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Set RAGDOCS_SCREENSHOTS to a folder to have the pictures written.");
        await FillHistoryAsync();
        foreach (var (look, width, scheme) in Looks)
        {
            var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce };
            await SetupAsync(options, name => Path(name, look));
            await PagesAsync(options, name => Path(name, look), openSource: width > 1180);
        }

        string Path(string name, string look) => System.IO.Path.Combine(folder!, $"{name}-{look}.png");
    }

    private async Task FillHistoryAsync()
    {
        var page = await site.ReaderAsync();
        foreach (var question in Asked)
        {
            await page.OpenAsync("/");
            await page.AskAsync(question);
        }

        await page.Context.CloseAsync();
    }

    private async Task SetupAsync(BrowserNewContextOptions options, Func<string, string> path)
    {
        var page = await site.StrangerAsync(options);
        await page.GotoAsync("/setup");
        await page.ScreenshotAsync(new() { Path = path("setup") });
        await page.Context.CloseAsync();
    }

    private async Task PagesAsync(BrowserNewContextOptions options, Func<string, string> path, bool openSource)
    {
        var page = await site.ReaderAsync(options);
        foreach (var name in new[] { "library", "jobs", "models" })
        {
            await page.OpenAsync("/" + name);
            await page.Locator(".st").First.WaitForAsync();
            // The tests' folder is nobody's: the guide shows the usual one.
            await page.EvaluateAsync("folder => document.querySelectorAll('code').forEach(code => { if (code.textContent === folder) code.textContent = '/var/lib/ragdocs/models'; })", site.ModelsFolder);
            await page.ScreenshotAsync(new() { Path = path(name) });
        }

        await page.OpenAsync("/");
        await page.Locator("#question[data-ready]").WaitForAsync();
        await page.ScreenshotAsync(new() { Path = path("ask-empty") });
        // One conversation for all looks, so that the history does not fill up with the same question.
        if (_conversation is not null) await page.OpenAsync(_conversation);
        var turn = _conversation is null ? await page.AskAsync("Which gloves does cleaning agent 7 need?") : page.Locator(".turn").Last;
        _conversation ??= new Uri(page.Url).AbsolutePath;
        if (openSource)
        {
            await turn.Locator(".answer .c").First.ClickAsync();
            await page.WaitForFunctionAsync("() => document.querySelector('.paper img')?.naturalWidth > 100");
            await page.Mouse.MoveAsync(1, 1);
        }

        await page.ScreenshotAsync(new() { Path = path("ask") });
        await page.Context.CloseAsync();
    }
}
