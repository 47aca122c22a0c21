using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

public sealed class JobsTests(RunningSite site)
{
    [Fact]
    public async Task AFinishedUploadIsARunWithAReportAndALogOfEveryDocument()
    {
        using var folder = new TempFolder();
        folder.Write("shelf/parking.md", "# Parking\n\nVisitors park on level 2.");
        var page = await site.ReaderAsync();
        await page.UploadFolderAsync(System.IO.Path.Combine(folder.Path, "shelf"), "Shelf");
        await page.GetByText("Files sent to Shelf: 1").WaitForAsync();
        await page.OpenAsync("/jobs");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Upload: Shelf" });
        await row.GetByText("Done").WaitForAsync(new() { Timeout = 60_000 });

        await row.GetByRole(AriaRole.Button, new() { Name = "Report: Upload" }).ClickAsync();
        var report = page.Locator("td .rep dl");
        await report.WaitForAsync();
        Assert.Contains("Added", await report.InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("td .rep").GetByRole(AriaRole.Button, new() { Name = "Log:" }).First.ClickAsync();

        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Try 1").WaitForAsync();
        Assert.Contains("Indexed", await dialog.TextAsync(), StringComparison.OrdinalIgnoreCase);
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task AFileThatCannotBeReadIsListedWithItsReasonAndRunAgain()
    {
        using var folder = new TempFolder();
        folder.Write("spoilt/minutes.docx", "PK\u0003\u0004 this is not the rest of a document");
        var page = await site.AdministratorAsync();
        await page.UploadFolderAsync(System.IO.Path.Combine(folder.Path, "spoilt"), "Spoilt");
        await page.GetByText("Files sent to Spoilt: 1").WaitForAsync();
        await page.OpenAsync("/jobs");
        var failed = page.Locator("section").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "could not be read" }) });
        var row = failed.GetByRole(AriaRole.Row).Filter(new() { HasText = "minutes.docx" });
        await row.WaitForAsync(new() { Timeout = 60_000 });
        Assert.NotEmpty(await row.Locator(".fail").InnerTextAsync());

        await row.GetByRole(AriaRole.Button, new() { Name = "Run again" }).ClickAsync();

        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Run again: minutes" }).First.WaitForAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Log:" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("Try 1").First.WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).Locator("li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task ALongUploadShowsItsProgressAndCanBeCanceled()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 200; i++) folder.Write($"many/{i:000}.md", string.Concat(Enumerable.Range(0, 400).Select(p => $"## Part {p}\n\nRule {i}.{p} is kept for {p} years in the archive of the third floor.\n\n")));
        // A service of its own: how many of its thousands of passages are indexed before the cancel is chance, and other tests ask questions.
        await using var busy = new RunningSite();
        await busy.InitializeAsync();
        var page = await busy.AdministratorAsync();
        await page.UploadFolderAsync(System.IO.Path.Combine(folder.Path, "many"), "Many");
        // By the link: a page loaded anew would end the upload after its first files.
        await page.GetByRole(AriaRole.Link, new() { Name = "Jobs" }).First.ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Upload: Many" }).First;
        await row.GetByText("Running").WaitForAsync();
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('tr')].some(r => r.textContent.includes('Upload: Many') && Number(r.querySelector('[role=progressbar]')?.ariaValueNow) > 0)");

        await row.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await row.GetByText("Canceled").WaitForAsync(new() { Timeout = 5000 });
    }

    [Fact]
    public async Task TheNightlyJobRunsNowAndItsMorningReportCanBeReadAndDownloaded()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/jobs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run nightly job now" }).ClickAsync();
        var card = page.Locator("section[aria-labelledby=nightly]");
        await card.GetByRole(AriaRole.Heading, new() { Name = "Last nightly run" }).WaitForAsync(new() { Timeout = 90_000 });
        foreach (var figure in new[] { "Added", "Changed", "Moved", "Removed", "Failed", "Unchanged" }) await card.GetByText(figure, new() { Exact = true }).WaitForAsync();

        await card.GetByText("What happened in detail").ClickAsync();
        await card.GetByText("have their keyword row and their vector").WaitForAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => card.GetByRole(AriaRole.Link, new() { Name = "Download the report" }).ClickAsync());

        Assert.Matches(@"^morning-report-\d{4}-\d\d-\d\d\.md$", download.SuggestedFilename);
        Assert.StartsWith("# Morning report", await File.ReadAllTextAsync((await download.PathAsync())!), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Nightly", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Nightly run" }).First.WaitForAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task TheReportIsReadableOnAPhoneInGerman(ColorScheme scheme)
    {
        var page = await site.ReaderAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, Locale = "de-DE", ColorScheme = scheme });
        await page.OpenAsync("/jobs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nächtlich", Exact = true }).First.WaitForAsync();
        Assert.True(await page.SidewaysAsync() <= 0, "The jobs page is too wide for a phone.");
    }
}
