using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

public sealed class HealthTests(RunningSite site)
{
    [Fact]
    public async Task AFileThatCannotBeReadIsListedFilteredAndRunAgain()
    {
        using var folder = new TempFolder();
        folder.Write("health/annual-report.pdf", "%PDF-1.7\nthis is not the rest of a PDF");
        folder.Write("health/readable.md", "# Canteen\n\nLunch is served from eleven.");
        var page = await site.ReaderAsync();
        await page.UploadFolderAsync(System.IO.Path.Combine(folder.Path, "health"), "Health");
        await page.GetByText("Files sent to Health: 2").WaitForAsync();
        await page.OpenAsync("/library");
        await page.GetByRole(AriaRole.Link, new() { Name = "Extraction health" }).ClickAsync();
        var row = page.Locator(".rz-data-grid tbody tr").Filter(new() { HasText = "annual-report.pdf" });
        await row.WaitForAsync(new() { Timeout = 60_000 });

        await page.Locator(".filters .chip").Filter(new() { HasText = "Damaged" }).ClickAsync();
        await page.GetByText("save it again and add that copy").First.WaitForAsync();
        await row.Locator(".iconbtn").ClickAsync();
        await page.Locator(".menu:popover-open").GetByText("Run again").ClickAsync();

        await page.GetByText("annual-report").First.WaitForAsync();
        await row.WaitForAsync(new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task TheLanguagesOfACollectionsScansAreChosenInItsDialog()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/settings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Readers of HR" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Who").Or(dialog.GetByText("Everybody")).First.WaitForAsync();
        var english = dialog.GetByLabel("English (eng)");
        Assert.SkipWhen(await dialog.GetByText("not installed on the server").CountAsync() > 0, "tesseract-ocr is not installed.");
        await english.CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.GetByRole(AriaRole.Button, new() { Name = "Readers of HR" }).ClickAsync();

        await Assertions.Expect(dialog.GetByLabel("English (eng)")).ToBeCheckedAsync();
    }
}
