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

    public static async Task SignInAsync(this IPage page, string userName, string password)
    {
        await page.GetByLabel("User name").FillAsync(userName);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Adds a person who is no administrator, on the settings page.</summary>
    /// <returns>The first password.</returns>
    public static async Task<string> AddPersonAsync(this IPage administrator, string name, string userName)
    {
        await administrator.OpenAsync("/settings");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        var dialog = administrator.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await dialog.GetByLabel("User name").FillAsync(userName);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add person" }).ClickAsync();
        return await dialog.Locator("[data-once]").InnerTextAsync();
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

    /// <summary>Searches on the search test page, which has to be open.</summary>
    public static async Task SearchAsync(this IPage page, string question)
    {
        await page.GetByLabel("Question", new() { Exact = true }).FillAsync(question);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.Locator(".hit").First.WaitForAsync();
    }

    /// <summary>Sets one of the weights to try; the field loses the caret, as when a person goes on.</summary>
    public static async Task TryWeightAsync(this IPage page, string name, string value)
    {
        if (await page.Locator(".weights[open]").CountAsync() == 0) await page.Locator(".weights summary").ClickAsync();
        var field = page.GetByLabel(name, new() { Exact = true });
        await field.FillAsync(value);
        await field.BlurAsync();
    }

    /// <summary>Makes a quality set and imports a file of questions into it; its page stays open.</summary>
    public static async Task ImportSetAsync(this IPage page, string name, string file)
    {
        await page.OpenAsync("/quality");
        await page.GetByRole(AriaRole.Button, new() { Name = "New set" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name of the set").FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }).WaitForAsync();
        await page.ImportQuestionsAsync(file);
        await page.Locator(".outcomes tbody tr").First.WaitForAsync();
    }

    /// <summary>Imports a file of questions into the quality set that is shown.</summary>
    public static async Task ImportQuestionsAsync(this IPage page, string file)
    {
        await page.ChooseAsync(page.Locator(".sethead"), "Import questions");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("input[type=file]").SetInputFilesAsync(file);
        await dialog.GetByText("New questions:").WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Goes to a quality set; where it is the only one, it is shown already.</summary>
    public static async Task OpenSetAsync(this IPage page, string name)
    {
        var choice = page.Locator(".filters a.chip").Filter(new() { HasText = name });
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }).Or(choice).First.WaitForAsync();
        if (await choice.CountAsync() > 0) await choice.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }).WaitForAsync();
    }

    /// <summary>Measures the set that is shown.</summary>
    public static async Task MeasureAsync(this IPage page)
    {
        var points = await page.Locator(".plot input").CountAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure now" }).ClickAsync();
        await Assertions.Expect(page.Locator(".plot input")).ToHaveCountAsync(points + 1);
    }

    /// <summary>Keeps a picture for a person to look at, when RAGDOCS_SCREENSHOTS names a folder.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RAGDOCS_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
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

    /// <summary>
    /// Closes by Escape what has the caret. The key is let go once it is gone: of a frame that is taken away in between, the browser would
    /// wait for an answer for ever.
    /// </summary>
    public static async Task CloseByEscapeAsync(this IPage page, ILocator open)
    {
        await page.Keyboard.DownAsync("Escape");
        await open.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Keyboard.UpAsync("Escape");
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
