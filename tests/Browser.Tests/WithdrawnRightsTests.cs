using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>A right that is taken away while its reader has an answer, and a source of it, before her eyes.</summary>
public sealed class WithdrawnRightsTests(RunningSite site)
{
    private const string Collection = "Observatory";
    private const string Secret = "The comet Ysolde is seen again on the ninth of Thermidor";

    [Fact]
    public async Task NothingMoreOfTheCollectionCanBeOpenedAndTheAnswerIsWithheld()
    {
        using var folder = new TempFolder();
        folder.Write("ysolde.md", $"# Comet Ysolde\n\n{Secret}.\n");
        folder.Write("telescope.md", "# Telescope\n\nThe comet Ysolde is best seen through the telescope Pellworm.\n");
        var administrator = await site.ReaderAsync();
        await administrator.UploadFolderAsync(folder.Path, Collection);
        await administrator.Locator(".rz-data-grid .title", new() { HasText = "telescope.md" }).First.WaitForAsync();
        await administrator.WaitForFunctionAsync("() => !document.querySelector('.work, .st.run')");
        var password = await administrator.AddPersonAsync("Rika Sol", "rika");
        var page = await site.StrangerAsync();
        await page.GotoAsync("/sign-in");
        await page.SignInAsync("rika", password);
        await page.OpenAsync("/");
        var turn = await page.AskAsync("When is the comet Ysolde seen again, and through which telescope?");
        var cards = turn.Locator(".src");
        Assert.True(await cards.CountAsync() > 1, await turn.TextAsync());
        await cards.First.ClickAsync();
        var viewer = page.GetByRole(AriaRole.Complementary, new() { Name = "Source" });
        await viewer.Locator("mark").First.WaitForAsync();
        var original = await viewer.GetByRole(AriaRole.Link, new() { Name = "Open original in a new tab" }).GetAttributeAsync("href");
        Assert.Equal(200, (await page.APIRequest.GetAsync(original!)).Status);

        await administrator.OpenAsync("/settings");
        await administrator.GetByRole(AriaRole.Button, new() { Name = $"Readers of {Collection}" }).ClickAsync();
        var dialog = administrator.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Chosen people and groups").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        var before = site.Complaints.Count;
        await viewer.GetByRole(AriaRole.Button, new() { Name = "Next citation" }).ClickAsync();
        await viewer.GetByText("This place can no longer be opened: the document was removed, or you may no longer read it.").WaitForAsync();
        Assert.Equal(0, await viewer.Locator("mark").CountAsync());
        Assert.Equal(404, (await page.APIRequest.GetAsync(original!)).Status);

        await page.ReloadAsync();
        await page.Locator(".shell[data-live]").WaitForAsync();
        await page.GetByText("(This sentence came from a document you may no longer read.)").First.WaitForAsync();
        var shown = await page.ContentAsync();
        Assert.DoesNotContain("Thermidor", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Pellworm", shown, StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(".src, .view").CountAsync());
        Assert.Empty(site.Complaints.Skip(before));
    }
}
