using System.Text.Json;
using Microsoft.Playwright;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>axe-core finds nothing on any page, in both themes.</summary>
public sealed class AccessibilityTests(RunningSite site) : IDisposable
{
    private static readonly string Checker = System.IO.Path.Combine(AppContext.BaseDirectory, "axe.min.js");

    [Theory]
    [InlineData("/setup", ColorScheme.Light)]
    [InlineData("/setup", ColorScheme.Dark)]
    [InlineData("/sign-in?error=credentials", ColorScheme.Light)]
    [InlineData("/sign-in?error=credentials", ColorScheme.Dark)]
    public async Task PagesBeforeSigningInHaveNoViolation(string path, ColorScheme scheme)
    {
        var page = await site.StrangerAsync(new() { ColorScheme = scheme });
        await page.GotoAsync(path);

        Assert.Empty(await ViolationsAsync(page));
    }

    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/library", ColorScheme.Light)]
    [InlineData("/library", ColorScheme.Dark)]
    [InlineData("/library/health", ColorScheme.Light)]
    [InlineData("/library/health", ColorScheme.Dark)]
    [InlineData("/jobs", ColorScheme.Light)]
    [InlineData("/jobs", ColorScheme.Dark)]
    [InlineData("/settings", ColorScheme.Light)]
    [InlineData("/settings", ColorScheme.Dark)]
    [InlineData("/sources", ColorScheme.Light)]
    [InlineData("/sources", ColorScheme.Dark)]
    [InlineData("/models", ColorScheme.Light)]
    [InlineData("/models", ColorScheme.Dark)]
    public async Task PagesHaveNoViolation(string path, ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ColorScheme = scheme });
        await page.OpenAsync(path);
        await page.Locator("h1").First.WaitForAsync();

        Assert.Empty(await ViolationsAsync(page));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task AnAnswerWithItsSourceOpenHasNoViolation(ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ColorScheme = scheme });
        await page.OpenAsync("/");
        var turn = await page.AskAsync("What is the hotel limit for Lisbon?");
        await turn.Locator(".answer .c").First.ClickAsync();
        await page.Locator(".view mark").First.WaitForAsync();

        Assert.Empty(await ViolationsAsync(page));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task AFailedAnswerAndTheModelThatRunsHaveNoViolation(ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ColorScheme = scheme });
        // No passage fits into it: a failure that is the same every time.
        site.AddModel(new TinyMistralOptions { ContextLength = 256 });
        await page.OpenAsync("/");
        var turn = await page.AskAsync("What is the hotel limit for Lisbon?");
        await turn.GetByRole(AriaRole.Button, new() { Name = "Answer without the language model" }).WaitForAsync();
        Assert.Empty(await ViolationsAsync(page));

        await page.OpenAsync("/models");
        await page.GetByText("Last lines of the log").ClickAsync();
        await page.Locator(".log pre").WaitForAsync();

        Assert.Empty(await ViolationsAsync(page));
    }

    [Fact]
    public async Task TheUploadDialogHasNoViolation()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/library");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();

        Assert.Empty(await ViolationsAsync(page));
    }

    public void Dispose() => site.RemoveModels();

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        // By the debugger's door: the pages' own policy allows no injected script element.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Checker));
        var result = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations");
        return [.. result.EnumerateArray().SelectMany(rule => rule.GetProperty("nodes").EnumerateArray()
            .Select(node => $"{rule.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} ({node.GetProperty("failureSummary").GetString()})"))];
    }
}
