using Microsoft.Playwright;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>Choosing a model for search, on a service of its own: the other tests' index stays as it is.</summary>
public sealed class SearchModelTests : IAsyncLifetime
{
    private const float Patience = 60_000;

    private readonly RunningSite _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task AModelIsChosenForSearchAfterAQuestionAndTheBuiltInOneIsOneClickAway()
    {
        var page = await _site.AdministratorAsync();
        Directory.CreateDirectory(_site.ModelsFolder);
        var file = TinyBert.Write(System.IO.Path.Combine(_site.ModelsFolder, "tiny-bert.gguf"));
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc));
        await page.OpenAsync("/models");
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Search by meaning" });
        await card.GetByText("made with ragdocs-static-en").WaitForAsync();
        var back = card.GetByRole(AriaRole.Button, new() { Name = "Use the built-in model" });
        Assert.Equal(0, await back.CountAsync());

        await UseForSearchAsync(page);
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("all passages are embedded again, in the background").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        Assert.Equal(0, await back.CountAsync());

        await UseForSearchAsync(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make a new index" }).ClickAsync();
        await card.GetByText("made with Tiny Bert").WaitForAsync(new() { Timeout = Patience });

        await back.ClickAsync();
        await dialog.GetByText("Search is to use the built-in model").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make a new index" }).ClickAsync();
        await card.GetByText("made with ragdocs-static-en").WaitForAsync(new() { Timeout = Patience });
        await Assertions.Expect(back).ToHaveCountAsync(0);
        Assert.Empty(_site.Complaints);
    }

    private static async Task UseForSearchAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for Tiny Bert" }).ClickAsync();
        await page.Locator(".menu:popover-open").GetByRole(AriaRole.Button, new() { Name = "Use for search" }).ClickAsync();
    }
}
