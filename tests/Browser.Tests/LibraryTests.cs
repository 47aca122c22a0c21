using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

public sealed class LibraryTests(RunningSite site)
{
    [Fact]
    public async Task AnUploadedFolderIsIndexedAndListedWithItsPaths()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/library");

        // Other tests upload as well: the list's first page may be theirs.
        await page.GetByPlaceholder("Search title or path").FillAsync("leave-policy");
        await page.GetByText("HR / leave-policy.pdf").WaitForAsync();
        Assert.Matches(@"[\d,]+ documents · [\d,]+ passages", await page.Locator(".head .sub").InnerTextAsync());
    }

    [Fact]
    public async Task AFileThatCannotBeReadSaysWhyAndIsOneClickAway()
    {
        using var folder = new TempFolder();
        folder.Write("broken/board-minutes.pdf", "%PDF-1.7\nthis is not the rest of a PDF");
        folder.Write("broken/readable.md", "# Parking\n\nVisitors park on level 2.");
        var page = await site.ReaderAsync();
        await page.UploadFolderAsync(System.IO.Path.Combine(folder.Path, "broken"), "Problems");
        var needsYou = page.Locator(".filters .chip").Filter(new() { HasText = "need" });
        await needsYou.WaitForAsync(new() { Timeout = 60_000 });

        await needsYou.ClickAsync();

        var row = page.Locator(".rz-data-grid tbody tr").Filter(new() { HasText = "board-minutes.pdf" });
        await row.WaitForAsync();
        await Assertions.Expect(page.Locator(".rz-data-grid tbody tr").Filter(new() { HasText = "readable.md" })).ToHaveCountAsync(0);
        Assert.NotEmpty(await row.Locator(".fail").InnerTextAsync());
    }

    [Fact]
    public async Task ARemovedDocumentComesBackWithUndo()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/library");
        await page.GetByPlaceholder("Search title or path").FillAsync("vpn.md");
        var row = page.Locator(".rz-data-grid tbody tr").Filter(new() { HasText = "vpn.md" });
        await Assertions.Expect(page.Locator(".rz-data-grid tbody tr")).ToHaveCountAsync(1);
        await row.Locator(".iconbtn").ClickAsync();
        await page.Locator(".menu:popover-open").GetByText("Remove").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(row).ToHaveCountAsync(1);
    }
}
