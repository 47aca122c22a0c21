using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>Notes under an answer whose sources disagree or are out of date, and where review dates are set.</summary>
public sealed class WarningTests(RunningSite site)
{
    private const string Question = "How much is the sabbatical stipend for lighthouse keepers?";
    private static readonly string Checker = System.IO.Path.Combine(AppContext.BaseDirectory, "axe.min.js");

    [Fact]
    public async Task ANoteShowsBothFiguresAndItsNumberOpensTheOtherSource()
    {
        var page = await FilledAsync("Keepers one", ("stipend.md", "# Stipend rules\n\nThe sabbatical stipend for lighthouse keepers is 310 euros per week.\n"),
            ("stipend-draft.md", "# Stipend rules (draft)\n\nThe sabbatical stipend for lighthouse keepers is 420 euros per week.\n"));
        var turn = await AskInAsync(page, "Keepers one");

        var note = turn.Locator("[data-warning=disagree]");
        await Assertions.Expect(note).ToContainTextAsync("310 euros");
        await Assertions.Expect(note).ToContainTextAsync("420 euros");
        await Assertions.Expect(page.Locator("[role=log]")).ToContainTextAsync("The sources disagree");
        Assert.Empty(await page.ViolationsAsync());

        await note.Locator(".c").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".view mark").First).ToContainTextAsync("sabbatical stipend");
        Assert.Empty(await page.ViolationsAsync());
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".turn [data-warning=disagree]")).ToContainTextAsync("420 euros");
        Assert.Empty(site.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task AnOverdueDocumentIsMarkedInTheLibraryAndUnderItsAnswers(ColorScheme scheme, int width)
    {
        var collection = $"Keepers {width}";
        var page = await FilledAsync(
            collection, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } },
            ($"lamp{width}.md", $"# Lamp rules {width}\n\nNext review: 1 March 2023\n\nThe sabbatical stipend for lighthouse keepers is 310 euros per week.\n"));
        await page.OpenAsync("/library");
        await page.Locator("button.chip", new() { HasText = "Review due" }).ClickAsync();
        var row = page.Locator(".rz-data-grid tbody tr").Filter(new() { HasText = $"Lamp rules {width}" });
        await Assertions.Expect(row).ToContainTextAsync("Review due since 01/03/2023");

        var turn = await AskInAsync(page, collection);
        await Assertions.Expect(turn.Locator("[data-warning=overdue]")).ToContainTextAsync("was due for review on 01/03/2023");
        Assert.Empty(await page.ViolationsAsync());

        await page.OpenAsync("/library?show=ReviewDue");
        await page.ChooseAsync(row, "Review by…");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("To be reviewed by").FillAsync("2099-12-31");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task ACollectionGetsARuleForReviews()
    {
        var page = await FilledAsync("Keepers ruled", ("buoys.md", "# Buoy rules\n\nBuoys are painted in spring.\n"));
        var change = page.GetByRole(AriaRole.Button, new() { Name = "Readers of Keepers ruled" });
        await page.OpenAsync("/settings");
        await change.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Documents are to be reviewed every").FillAsync("-3");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await dialog.GetByText("Give the days between reviews").WaitForAsync();
        await dialog.GetByLabel("Documents are to be reviewed every").FillAsync("365");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await change.ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("Documents are to be reviewed every")).ToHaveValueAsync("365");
        Assert.Empty(site.Complaints);
    }

    private Task<IPage> FilledAsync(string collection, params (string Name, string Text)[] files) => FilledAsync(collection, null, files);

    private async Task<IPage> FilledAsync(string collection, BrowserNewContextOptions? options, params (string Name, string Text)[] files)
    {
        using var folder = new TempFolder();
        foreach (var (name, text) in files) await File.WriteAllTextAsync(System.IO.Path.Combine(folder.Path, name), text);
        var filling = await site.AdministratorAsync();
        await filling.UploadFolderAsync(folder.Path, collection);
        await Assertions.Expect(filling.Locator(".rz-data-grid tbody tr").Filter(new() { HasText = collection }).Locator(".st.ok")).ToHaveCountAsync(files.Length);
        return options is null ? filling : await site.AdministratorAsync(options);
    }

    private static async Task<ILocator> AskInAsync(IPage page, string collection)
    {
        await page.OpenAsync("/");
        await page.Locator("[popovertarget=ask-collections]").ClickAsync();
        await page.Locator("#ask-collections label", new() { HasText = collection }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        return await page.AskAsync(Question);
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Checker));
        return await page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)");
    }
}
