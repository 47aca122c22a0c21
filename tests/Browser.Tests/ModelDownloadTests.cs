using Microsoft.Playwright;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>Downloads from a mirror: seen, canceled, gone on with, and another file than the known one only with a person's word.</summary>
public sealed class ModelDownloadTests(RunningSite site) : IAsyncLifetime
{
    private const float Patience = 60_000;
    private const string Model = "Mistral 7B Instruct v0.3";

    private readonly byte[] _content = TinyMistral.ToBytes(new TinyMistralOptions { Layers = 12 });
    private SlowMirror _mirror = null!;
    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _mirror = await SlowMirror.StartAsync(_content);
        _server = await ServerProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Models__BaseAddress"] = _mirror.Address });
    }

    [Fact]
    public async Task ADownloadIsSeenCanceledGoneOnWithAndReplacedOnlyWithAPersonsWord()
    {
        var page = await site.StrangerAsync();
        await RunningSite.SetUpAsync(page, _server);
        await page.OpenAsync(new Uri(_server.Address, "models").ToString());
        await page.GetByLabel("Allow downloads from 127.0.0.1").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Download: {Model}" }).ClickAsync();

        var task = page.Locator(".work").Filter(new() { HasText = $"Download: {Model}" });
        await Assertions.Expect(task.GetByText(" of ")).ToContainTextAsync("/s");
        await Assertions.Expect(task.GetByRole(AriaRole.Progressbar)).ToHaveAttributeAsync("aria-valuenow", "50");
        await page.Locator(".known li").Filter(new() { HasText = Model }).GetByText("On its way: 50%").WaitForAsync();
        Assert.True(await page.SidewaysAsync() <= 0);
        Assert.Empty(await page.ViolationsInBothThemesAsync());
        await task.GetByRole(AriaRole.Button, new() { Name = $"Cancel: Download: {Model}" }).ClickAsync();
        await task.GetByText("Canceled; ").WaitForAsync();
        await task.GetByRole(AriaRole.Button, new() { Name = $"Close: Download: {Model}" }).ClickAsync();

        _mirror.GoOn();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Go on: {Model}" }).ClickAsync();
        await task.GetByText("Done").WaitForAsync(new() { Timeout = Patience });
        await task.GetByRole(AriaRole.Button, new() { Name = $"Close: Download: {Model}" }).ClickAsync();
        await RemoveAsync(page);

        await page.GetByText("only the same file is accepted").WaitForAsync();
        _mirror.Content = TinyMistral.ToBytes(new TinyMistralOptions { Layers = 12, Seed = 9 });
        await page.GetByRole(AriaRole.Button, new() { Name = $"Download: {Model}" }).ClickAsync();
        await task.GetByText("is not the known file").WaitForAsync(new() { Timeout = Patience });
        await page.Locator(".known li").Filter(new() { HasText = Model }).GetByText("is not the known file").WaitForAsync();
        Assert.Empty(await page.ViolationsAsync());
        await task.GetByRole(AriaRole.Button, new() { Name = $"Accept the other file: Download: {Model}" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Accept the new file" }).ClickAsync();
        await task.GetByText("Done").WaitForAsync(new() { Timeout = Patience });
    }

    private static async Task RemoveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Actions for {Model}" }).ClickAsync();
        await page.Locator(".menu:popover-open").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = $"Remove {Model}" }).ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _mirror.DisposeAsync();
    }
}
