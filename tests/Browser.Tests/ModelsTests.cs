using Microsoft.Playwright;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>Models as administrators meet them; each test takes its model away again, so that the others see a service without one.</summary>
public sealed class ModelsTests(RunningSite site) : IDisposable
{
    private const float Patience = 60_000;

    [Fact]
    public async Task WithoutAModelThePageSaysThreeWaysToGetMistralAndTheAskPageLeadsThere()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add Mistral" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "No language model is installed" }).WaitForAsync();

        await Assertions.Expect(page.Locator(".ways li")).ToHaveCountAsync(3);
        await page.Locator(".ways code").Filter(new() { HasText = site.ModelsFolder }).WaitForAsync();
        await page.Locator(".ways").GetByRole(AriaRole.Link, new() { Name = "import it below" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("File or folder on the server")).ToBeInViewportAsync();
        await page.GetByText("The same from the server's command line").ClickAsync();
        await page.GetByText("ragdocs models import /media/usb").WaitForAsync();
        Assert.Equal(0, await page.Locator("input[type=file]").CountAsync());
    }

    [Fact]
    public async Task AModelThatIsDroppedInRunsWithoutARestartAndIsRemovedWithItsEffectNamed()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/models");
        TinyMistral.Write(System.IO.Path.Combine(site.ModelsFolder, "tiny-mistral.gguf"));
        var engine = page.GetByRole(AriaRole.Region, new() { Name = "Writes answers" });
        await engine.GetByText("Ready").WaitForAsync(new() { Timeout = Patience });
        Assert.Matches(@"Memory\s+[\d,.]+ MB", await engine.TextAsync());
        await engine.GetByText("Last lines of the log").ClickAsync();
        await engine.Locator("pre").GetByText("tiny-mistral").First.WaitForAsync();
        await page.OpenAsync("/settings");
        await page.GetByText("Answers are written by Tiny Mistral").WaitForAsync();

        await page.OpenAsync("/models");
        await ChooseAsync(page, "Check the file");
        await page.GetByText("The file is noted from now on").WaitForAsync();
        await ChooseAsync(page, "Trial run");
        await page.GetByText("It works: loaded in").WaitForAsync(new() { Timeout = Patience });
        await engine.GetByRole(AriaRole.Button, new() { Name = "Stop: Writes answers" }).ClickAsync();
        await engine.GetByText("Stopped", new() { Exact = true }).WaitForAsync();
        await NothingIsPromisedAsync();
        await engine.GetByRole(AriaRole.Button, new() { Name = "Start: Writes answers" }).ClickAsync();
        await engine.GetByText("Ready").WaitForAsync(new() { Timeout = Patience });

        await ChooseAsync(page, "Remove");
        await page.GetByRole(AriaRole.Dialog).GetByText("answers are quoted from the documents").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove Tiny Mistral" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "No language model is installed" }).WaitForAsync();
        Assert.False(File.Exists(System.IO.Path.Combine(site.ModelsFolder, "tiny-mistral.gguf")));
    }

    [Fact]
    public async Task AFileThatIsNoModelIsRefusedWithItsReason()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/models");
        await File.WriteAllTextAsync(System.IO.Path.Combine(site.ModelsFolder, "letter.gguf"), "Dear model,", TestContext.Current.CancellationToken);

        var refused = page.Locator(".refused li").Filter(new() { HasText = "letter.gguf" });
        await refused.GetByText("Refused:").WaitForAsync(new() { Timeout = Patience });

        await refused.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove letter.gguf" }).ClickAsync();
        await Assertions.Expect(refused).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AModelWithoutAChatTemplateSaysSoAndGetsOneFromThePage()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/models");
        site.AddModel(new TinyMistralOptions { Template = null });
        await page.GetByText("Cannot write yet: no chat template.").WaitForAsync(new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose one: Tiny Mistral" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Chat template").SelectOptionAsync("mistral-v1");
        Assert.Empty(await page.ViolationsAsync());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use this template" }).ClickAsync();

        await page.GetByText("Chat template mistral-v1").WaitForAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Writes answers" }).GetByText("Ready").WaitForAsync(new() { Timeout = Patience });
        await ChooseAsync(page, "Chat template…");
        await dialog.GetByLabel("Chat template").SelectOptionAsync("");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use this template" }).ClickAsync();
        await page.GetByText("Cannot write yet: no chat template.").WaitForAsync();
    }

    [Fact]
    public async Task WhatHappensOnTheServerIsToldInThePersonsLanguage()
    {
        var page = await site.AdministratorAsync(new() { Locale = "de-DE" });
        await page.OpenAsync("/models");

        TinyMistral.Write(System.IO.Path.Combine(site.ModelsFolder, "tiny-mistral.gguf"));

        await page.GetByRole(AriaRole.Region, new() { Name = "Schreibt Antworten" }).GetByText("Bereit").WaitForAsync(new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Heading, new() { Name = "Auf diesem Server" }).WaitForAsync();
        Assert.Equal(0, await page.GetByText("On this server").CountAsync());
    }

    [Fact]
    public async Task DownloadsAreOffUntilAnAdministratorAllowsThem()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/models");
        var download = page.GetByRole(AriaRole.Button, new() { Name = "Download: Mistral 7B Instruct v0.3" });
        await page.GetByText("Mistral 7B Instruct v0.3").First.WaitForAsync();
        Assert.Equal(0, await download.CountAsync());

        var allow = page.GetByLabel("Allow downloads from huggingface.co");
        await allow.CheckAsync();

        await download.WaitForAsync();
        await allow.UncheckAsync();
        await Assertions.Expect(download).ToHaveCountAsync(0);
    }

    private async Task NothingIsPromisedAsync()
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/settings");
        await page.GetByText("The language model is stopped: answers are quoted word for word").WaitForAsync();
        await page.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Start it on the models page" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Models", Exact = true }).WaitForAsync();
        await page.Context.CloseAsync();
    }

    private static async Task ChooseAsync(IPage page, string entry)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Actions for Tiny Mistral" }).ClickAsync();
        await page.Locator(".menu:popover-open").GetByRole(AriaRole.Button, new() { Name = entry }).ClickAsync();
    }

    public void Dispose() => site.RemoveModels();
}
