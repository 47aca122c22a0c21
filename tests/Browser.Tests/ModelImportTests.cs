using Microsoft.Playwright;
using RagDocs.TestSupport;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>Models are brought in from a stick: seen, chosen, copied, used.</summary>
public sealed class ModelImportTests(RunningSite site) : IDisposable
{
    private const float Patience = 60_000;

    private readonly TempFolder _stick = new();

    [Fact]
    public async Task AStickIsLookedAtAndWhatIsChosenIsImportedAndUsed()
    {
        FillStick();
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/models");
        await LookAsync(page);

        await page.GetByRole(AriaRole.Heading, new() { Name = "3 files found" }).WaitForAsync();
        var rows = page.Locator(".import li");
        var chat = rows.Filter(new() { HasText = "Tiny Mistral" });
        Assert.Matches(@"Writes answers · [\d.,]+ KB", await chat.TextAsync());
        Assert.Matches("Fits|Tight", await chat.TextAsync());
        var letter = rows.Filter(new() { HasText = "letter.gguf" });
        await letter.GetByText("Cannot be imported: it is no GGUF file").WaitForAsync();
        await Assertions.Expect(letter.GetByRole(AriaRole.Checkbox)).ToBeDisabledAsync();
        // Nothing is chosen for the person where there is a choice.
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Import 0 models" });
        await Assertions.Expect(start).ToBeDisabledAsync();
        await chat.GetByRole(AriaRole.Checkbox).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 1 model" }).ClickAsync();

        await page.Locator(".work").GetByText("Import: Tiny Mistral").WaitForAsync();
        await page.Locator(".work").GetByText("Done").WaitForAsync(new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Region, new() { Name = "Writes answers" }).GetByText("Ready").WaitForAsync(new() { Timeout = Patience });
        await LookAsync(page);
        await chat.GetByText("Installed").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close: Import: Tiny Mistral" }).ClickAsync();
    }

    [Fact]
    public async Task TheKeyboardAloneImports()
    {
        TinyMistral.Write(_stick.File("tiny-mistral.gguf"));
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/models");
        await page.GetByLabel("File or folder on the server").FocusAsync();
        await page.Keyboard.TypeAsync(_stick.Path);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "1 file found" })).ToBeFocusedAsync();
        // The only one is chosen already: the box, "Close", "Import".
        foreach (var key in (string[])["Tab", "Tab", "Tab", "Enter"]) await page.Keyboard.PressAsync(key);

        await page.Locator(".work").GetByText("Done").WaitForAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "Work on models" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close: Import: Tiny Mistral" }).ClickAsync();
    }

    [Theory]
    [InlineData("/no/such/stick", "There is no file or folder /no/such/stick that the service may read")]
    [InlineData("media/usb", "Give the full path")]
    public async Task APathThatLeadsNowhereIsSaidWithWhatToDo(string path, string words)
    {
        var page = await site.AdministratorAsync();
        await page.OpenAsync("/models");
        await page.GetByLabel("File or folder on the server").FillAsync(path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Alert).GetByText(words).WaitForAsync();
    }

    [Fact]
    public async Task OnAPhoneInGermanTheListFitsAndHasNoViolation()
    {
        FillStick();
        var page = await site.AdministratorAsync(new() { Locale = "de-DE", ViewportSize = new() { Width = 360, Height = 800 } });
        await page.OpenAsync("/models");
        await page.GetByLabel("Datei oder Ordner auf dem Server").FillAsync(_stick.Path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Nachsehen" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "3 Dateien gefunden" }).WaitForAsync();
        await page.Locator(".import input:enabled").First.CheckAsync();

        Assert.True(await page.SidewaysAsync() <= 0);
        Assert.Empty(await page.ViolationsInBothThemesAsync());
    }

    private void FillStick()
    {
        TinyMistral.Write(_stick.File("models/tiny-mistral.gguf"));
        TinyBert.Write(_stick.File("models/tiny-bert.gguf"));
        _stick.Write("letter.gguf", "Dear model, this is a letter.");
    }

    private async Task LookAsync(IPage page)
    {
        await page.GetByLabel("File or folder on the server").FillAsync(_stick.Path);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look", Exact = true }).ClickAsync();
    }

    public void Dispose()
    {
        site.RemoveModels();
        _stick.Dispose();
    }
}
