using Microsoft.Playwright;

namespace RagDocs.Browser.Tests;

/// <summary>What people do on the pages, said once.</summary>
internal static class PageActions
{
    /// <summary>Opens a page and waits until it answers to clicks.</summary>
    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator(".shell[data-live]").WaitForAsync();
    }

    /// <summary>Uploads a folder into a new collection, through the dialog.</summary>
    public static async Task UploadFolderAsync(this IPage page, string folder, string collection)
    {
        await page.OpenAsync("/library");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("input[webkitdirectory]").SetInputFilesAsync(folder);
        await dialog.GetByText("Chosen files:").WaitForAsync();
        await dialog.GetByLabel("Collection").SelectOptionAsync(new SelectOptionValue { Label = "New collection…" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(collection);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Connects a server folder with a new collection, after a look at what would be read: no logs, on workdays at half past six or at night.</summary>
    public static async Task AddFolderAsync(this IPage page, string folder, string collection, bool nightly = false)
    {
        await page.OpenAsync("/sources");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add server folder" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Folder on the server").FillAsync(folder);
        await dialog.GetByLabel("Collection").SelectOptionAsync(new SelectOptionValue { Label = "New collection…" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(collection);
        await dialog.GetByText("Which files").ClickAsync();
        await dialog.GetByLabel("Leave out").FillAsync("*.log");
        if (!nightly)
        {
            await dialog.GetByLabel("Schedule").SelectOptionAsync(new SelectOptionValue { Label = "Monday to Friday" });
            await dialog.GetByLabel("At", new() { Exact = true }).FillAsync("06:30");
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Check folder" }).ClickAsync();
        await dialog.GetByText("would be read:").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add folder" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Chooses an entry of a row's menu.</summary>
    public static async Task ChooseAsync(this IPage page, ILocator row, string entry)
    {
        await row.Locator("button[popovertarget]").ClickAsync();
        await page.Locator(".menu:popover-open").GetByRole(AriaRole.Button, new() { Name = entry }).ClickAsync();
    }

    /// <summary>Opens the passages of a document from its line in the library.</summary>
    public static async Task OpenPassagesAsync(this IPage page, string file)
    {
        await page.OpenAsync("/library");
        await page.Locator(".filters .find input").FillAsync(file);
        var row = page.Locator(".rz-data-grid tbody tr").Filter(new() { HasText = file });
        await Assertions.Expect(page.Locator(".rz-data-grid tbody tr")).ToHaveCountAsync(1);
        await row.Locator(".iconbtn").ClickAsync();
        await page.Locator(".menu:popover-open a[href^='/library/passages/']").ClickAsync();
        await page.Locator(".chunkcard").First.WaitForAsync();
    }

    /// <summary>Asks and waits for the whole answer.</summary>
    /// <returns>The newest turn.</returns>
    public static async Task<ILocator> AskAsync(this IPage page, string question)
    {
        var box = page.Locator("#question[data-ready]");
        await box.FillAsync(question);
        await box.PressAsync("Enter");
        var turn = page.Locator(".turn").Filter(new() { HasText = question }).Last;
        await turn.Locator(".acts").WaitForAsync();
        return turn;
    }

    /// <summary>Clicks the first citation of an answer.</summary>
    /// <returns>The viewer.</returns>
    public static async Task<ILocator> OpenSourceAsync(this IPage page, ILocator turn)
    {
        await turn.Locator(".answer .c").First.ClickAsync();
        var viewer = page.GetByRole(AriaRole.Complementary, new() { Name = "Source" });
        await viewer.WaitForAsync();
        return viewer;
    }

    /// <summary>The frame in which the viewer draws a PDF.</summary>
    public static IFrameLocator Pdf(this IPage page) => page.FrameLocator("iframe.pdf");

    /// <summary>What an element says, with every stretch of white space as one blank.</summary>
    public static async Task<string> TextAsync(this ILocator element) =>
        string.Join(' ', (await element.InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>How far the page can be scrolled sideways, in pixels.</summary>
    public static Task<int> SidewaysAsync(this IPage page) => page.EvaluateAsync<int>(
        """
        () => Math.max(document.documentElement.scrollWidth - innerWidth,
          ...[...document.querySelectorAll("main, .page, .thread, .rz-data-grid-data")].map((part) => part.scrollWidth - part.clientWidth))
        """);
}
