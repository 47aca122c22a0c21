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
        await SignInAsync(page, "not the password");
        await page.GetByRole(AriaRole.Alert).GetByText("do not fit together").WaitForAsync();

        await SignInAsync(page, RunningSite.Password);

        await page.GetByRole(AriaRole.Heading, new() { Name = "Library" }).WaitForAsync();
        Assert.EndsWith("/library", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewPersonSignsInWithTheFirstPasswordAndSeesNoJobs()
    {
        var administrator = await site.AdministratorAsync();
        await administrator.OpenAsync("/settings");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        var dialog = administrator.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Jonas Weber");
        await dialog.GetByLabel("User name").FillAsync("jonas");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        var password = await dialog.Locator("[data-once]").InnerTextAsync();

        var page = await site.StrangerAsync();
        await page.GotoAsync("/sign-in");
        await SignInAsync(page, password, "jonas");
        await page.Locator(".shell[data-live]").WaitForAsync();

        Assert.Equal(0, await page.Locator(".nav").GetByText("Jobs").CountAsync());
        await page.GotoAsync("/jobs");
        await page.GetByRole(AriaRole.Heading, new() { Name = "This page is not for your account" }).WaitForAsync();
    }

    private static async Task SignInAsync(IPage page, string password, string userName = RunningSite.UserName)
    {
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
