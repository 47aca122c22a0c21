using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

public sealed class JobsTests(RunningSite site)
{
    [Fact]
    public async Task AFinishedUploadIsARunWithAReport()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/jobs");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = $"Upload: {RunningSite.Collection}" });
        await row.GetByText("Done").WaitForAsync();

        await row.GetByRole(AriaRole.Button).ClickAsync();

        var report = page.Locator("td .rep dl");
        await report.WaitForAsync();
        Assert.Contains("Added", await report.InnerTextAsync(), StringComparison.Ordinal);
    }
}
