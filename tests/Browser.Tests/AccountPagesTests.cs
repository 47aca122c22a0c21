using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

public sealed class AccountPagesTests(RunningSite site)
{
    [Fact]
    public async Task AWrongSetUpTokenIsRefusedInWords()
    {
        var page = await site.StrangerAsync();
        await page.GotoAsync("/setup?error=token");

        Assert.Contains("console", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWrongPasswordSaysSoAndTheRightOneLeadsToTheWantedPage()
    {
        await (await site.AdministratorAsync()).Context.CloseAsync();
        var page = await site.StrangerAsync();
        await page.GotoAsync("/library");
        await page.SignInAsync(RunningSite.UserName, "not the password");
        await page.GetByRole(AriaRole.Alert).GetByText("do not fit together").WaitForAsync();

        await page.SignInAsync(RunningSite.UserName, RunningSite.Password);

        await page.GetByRole(AriaRole.Heading, new() { Name = "Library" }).WaitForAsync();
        Assert.EndsWith("/library", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewPersonSignsInWithTheFirstPasswordAndSeesNoJobs()
    {
        var administrator = await site.AdministratorAsync();
        var password = await administrator.AddPersonAsync("Jonas Weber", "jonas");

        var page = await site.StrangerAsync();
        await page.GotoAsync("/sign-in");
        await page.SignInAsync("jonas", password);
        await page.Locator(".shell[data-live]").WaitForAsync();

        Assert.Equal(0, await page.Locator(".nav").GetByText("Jobs").CountAsync());
        await page.GotoAsync("/jobs");
        await page.GetByRole(AriaRole.Heading, new() { Name = "This page is not for your account" }).WaitForAsync();
    }
}
