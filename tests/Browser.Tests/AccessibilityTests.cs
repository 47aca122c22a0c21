using Microsoft.Playwright;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>axe-core finds nothing on any page, in both themes.</summary>
public sealed class AccessibilityTests(RunningSite site) : IDisposable
{
    [Theory]
    [InlineData("/setup", ColorScheme.Light)]
    [InlineData("/setup", ColorScheme.Dark)]
    [InlineData("/sign-in?error=credentials", ColorScheme.Light)]
    [InlineData("/sign-in?error=credentials", ColorScheme.Dark)]
    public async Task PagesBeforeSigningInHaveNoViolation(string path, ColorScheme scheme)
    {
        var page = await site.StrangerAsync(new() { ColorScheme = scheme });
        await page.GotoAsync(path);

        Assert.Empty(await page.ViolationsAsync());
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
    [InlineData("/retrieval", ColorScheme.Light)]
    [InlineData("/retrieval", ColorScheme.Dark)]
    [InlineData("/quality", ColorScheme.Light)]
    [InlineData("/quality", ColorScheme.Dark)]
    public async Task PagesHaveNoViolation(string path, ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ColorScheme = scheme });
        await page.OpenAsync(path);
        await page.Locator("h1").First.WaitForAsync();

        Assert.Empty(await page.ViolationsAsync());
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

        Assert.Empty(await page.ViolationsAsync());
    }

    [Fact]
    public async Task ThePagesOfAPdfHaveNoViolationWithinTheirFrameAndAroundIt()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.OpenSourceAsync(await page.AskAsync("Which gloves does cleaning agent 7 need?"));
        await page.Pdf().Locator(".page[data-ready] i").First.WaitForAsync();
        await page.Pdf().GetByRole(AriaRole.Button, new() { Name = "Small pictures of all pages" }).ClickAsync();
        await page.Pdf().Locator("#strip canvas").First.WaitForAsync();

        Assert.Empty(await page.Frames.Single(f => f.Url.EndsWith("/frames/pdf.html", StringComparison.Ordinal)).ViolationsInsideAsync());
        Assert.Empty(await page.ViolationsInBothThemesAsync());
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
        Assert.Empty(await page.ViolationsAsync());

        await page.OpenAsync("/models");
        await page.GetByText("Last lines of the log").ClickAsync();
        await page.Locator(".log pre").WaitForAsync();

        Assert.Empty(await page.ViolationsAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task ThePassagesOfADocumentHaveNoViolation(ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ColorScheme = scheme });
        await page.OpenPassagesAsync("leave-policy.pdf");
        await page.Locator(".chunkcard").Nth(1).ClickAsync();
        await page.Locator(".stretch[aria-pressed='true']").WaitForAsync();

        Assert.Empty(await page.ViolationsAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task SourcesJobsAndHealthWithTroubleInThemHaveNoViolation(ColorScheme scheme)
    {
        using var folder = new TempFolder();
        folder.Write("archive/letter.docx", "PK\u0003\u0004 this is not the rest of a document");
        for (var i = 0; i < 8; i++) folder.Write($"rules/rule-{i}.md", $"# Rule {i}\n\nRule {i} is kept for {i} years.");
        // A site of its own: what it shows here is trouble, which the others' library has none of.
        await using var own = new RunningSite();
        await own.InitializeAsync();
        var page = await own.AdministratorAsync(new() { ColorScheme = scheme });
        await page.UploadFolderAsync(folder.File("archive"), "Archive");
        await page.GetByText("Files sent to Archive: 1").WaitForAsync();
        await page.AddFolderAsync(folder.File("rules"), "Rules");
        var row = page.Locator("table.sources tbody tr").Filter(new() { HasText = folder.File("rules") });
        await row.GetByText("In step").WaitForAsync();
        Directory.Delete(folder.File("rules"), recursive: true);
        Directory.CreateDirectory(folder.File("rules"));
        await page.ChooseAsync(row, "Sync now");
        await row.GetByText("Needs you").WaitForAsync();
        Assert.Empty(await page.ViolationsAsync());

        await page.OpenAsync("/library/health");
        await page.Locator(".filters .chip").Last.ClickAsync();
        await page.Locator(".fix").WaitForAsync();
        Assert.Empty(await page.ViolationsAsync());

        await page.OpenAsync("/jobs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run nightly job now" }).ClickAsync();
        await page.GetByText("What happened in detail").ClickAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Report: Upload" }).ClickAsync();
        await page.Locator("td .rep dl").WaitForAsync();
        Assert.Empty(await page.ViolationsAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task TwoRankingsWithTheirEvidenceHaveNoViolation(ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ColorScheme = scheme });
        await page.OpenAsync("/retrieval");
        await page.SearchAsync("Which gloves does cleaning agent 7 need?");
        await page.TryWeightAsync("Keywords", "0");
        await page.Locator(".rankings.two-up").WaitForAsync();
        await page.Locator(".hit summary").First.ClickAsync();
        await page.Locator(".stages summary").First.ClickAsync();
        await page.Locator(".hit .right input").First.CheckAsync();
        Assert.Empty(await page.ViolationsAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Save to a quality set" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Quality set").WaitForAsync();

        Assert.Empty(await page.ViolationsAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task AMeasuredQualitySetHasNoViolation(ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ColorScheme = scheme });
        await page.ImportSetAsync($"Accessible in {scheme}", RunningSite.SampleQuestions);
        await page.MeasureAsync();
        await page.GetByText("As a table").ClickAsync();

        Assert.Empty(await page.ViolationsAsync());
    }

    [Fact]
    public async Task TheUploadDialogHasNoViolation()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/library");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();

        Assert.Empty(await page.ViolationsAsync());
    }

    public void Dispose() => site.RemoveModels();
}
