using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

public sealed class ContentSecurityTests(RunningSite site)
{
    [Fact]
    public async Task PagesKeepTheirContentSecurityPolicyAndTheirScriptsRunWithoutFault()
    {
        var page = await site.ReaderAsync();
        var before = site.Complaints.Count;
        foreach (var path in new[] { "/", "/library", "/jobs", "/settings", "/models", "/sign-in", "/setup" })
        {
            var answer = await page.GotoAsync(path);
            Assert.Contains("script-src 'self'", await answer!.HeaderValueAsync("content-security-policy"), StringComparison.Ordinal);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        Assert.Empty(site.Complaints.Skip(before));
    }

    [Fact]
    public async Task EveryRequestStaysOnThisServer()
    {
        var page = await site.ReaderAsync();
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (target.Scheme is "http" or "https" or "ws" or "wss" && target.Authority != site.Address.Authority) elsewhere.Add(request.Url);
        };
        await page.OpenAsync("/");
        await page.AskAsync("What is the hotel limit for Lisbon?");
        await page.OpenAsync("/library");

        Assert.Empty(elsewhere);
    }
}
