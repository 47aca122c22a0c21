namespace RagDocs.Browser.Tests;

/// <summary>Guards build/BlazorScript.targets: a script that is missing or served empty leaves pages that look right and do nothing.</summary>
public sealed class BlazorScriptTests(RunningSite site)
{
    private const int PlausibleLength = 100_000;

    [Fact]
    public async Task TheBlazorScriptIsServedAndThePagesReactToIt()
    {
        var page = await site.AdministratorAsync();
        var script = await page.APIRequest.GetAsync(new Uri(site.Address, "/_framework/blazor.web.js").ToString());
        Assert.InRange((await script.BodyAsync()).Length, PlausibleLength, int.MaxValue);

        await page.OpenAsync("/settings");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Dark" }).ClickAsync();

        await page.Locator("html[data-theme=dark]").WaitForAsync();
        await page.ReloadAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
    }
}
