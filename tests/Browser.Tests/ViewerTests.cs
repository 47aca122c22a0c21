using System.Globalization;
using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>The document beside the answer: at the cited place, with the quoted words marked, whatever its format.</summary>
public sealed class ViewerTests(RunningSite site)
{
    private const string Gloves = "Which gloves does cleaning agent 7 need?";

    [Fact]
    public async Task APdfIsDrawnAtTheCitedPageAndTheWordsUnderTheMarkAreTheQuotedOnes()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var before = site.Complaints.Count;
        await page.OpenSourceAsync(await page.AskAsync(Gloves));
        var mark = page.Pdf().Locator(".page[data-ready] i").First;
        await mark.WaitForAsync();

        var marked = await mark.EvaluateAsync<string>(
            """
            (mark) => {
              const marks = [...mark.parentElement.querySelectorAll("i")].map((m) => m.getBoundingClientRect());
              const words = [...mark.parentElement.querySelectorAll(".text span")].filter((span) => {
                const box = span.getBoundingClientRect(), middle = box.top + box.height / 2;
                return marks.some((m) => middle > m.top && middle < m.bottom && box.left < m.right && box.right > m.left);
              });
              return words.map((word) => word.textContent).join(" ");
            }
            """);
        Assert.Contains("nitrile gloves", marked, StringComparison.OrdinalIgnoreCase);
        await page.WaitForFunctionAsync("() => document.querySelector('iframe.pdf').getBoundingClientRect().height > 300");
        Assert.Empty(site.Complaints.Skip(before));
    }

    [Fact]
    public async Task ThePagesOfAPdfCanBeTurnedEnlargedAndChosenFromSmallPictures()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.OpenSourceAsync(await page.AskAsync(Gloves));
        var (pdf, at) = (page.Pdf(), page.Pdf().Locator("#at"));
        await pdf.Locator(".page[data-ready] i").First.WaitForAsync();
        var (cited, all) = (await at.InnerTextAsync()).Split(" / ") is [var first, var last] ? (int.Parse(first, CultureInfo.InvariantCulture), last) : (0, "");

        await pdf.GetByRole(AriaRole.Button, new() { Name = "Previous page" }).ClickAsync();
        await Assertions.Expect(at).ToHaveTextAsync($"{cited - 1} / {all}");
        var width = (await pdf.Locator(".page").First.BoundingBoxAsync())!.Width;
        await pdf.GetByRole(AriaRole.Button, new() { Name = "Larger" }).ClickAsync();
        await Assertions.Expect(pdf.Locator(".page").First).Not.ToHaveCSSAsync("width", $"{width}px");

        await pdf.GetByRole(AriaRole.Button, new() { Name = "Small pictures of all pages" }).ClickAsync();
        await pdf.Locator("#strip canvas").First.WaitForAsync();
        await pdf.Locator("#strip button").First.ClickAsync();
        await Assertions.Expect(at).ToHaveTextAsync($"1 / {all}");
    }

    [Fact]
    public async Task TheFrameHasNoOriginAndMayLoadNothingButItsOwnFiles()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        await page.OpenSourceAsync(await page.AskAsync(Gloves));
        await page.Pdf().Locator(".page[data-ready]").First.WaitForAsync();
        var before = site.Complaints.Count;
        var inside = page.Frames.Single(f => f.Url.EndsWith("/frames/pdf.html", StringComparison.Ordinal));

        Assert.Equal("null", await inside.EvaluateAsync<string>("() => self.origin"));
        Assert.Equal("refused", await inside.EvaluateAsync<string>("async () => { try { return parent.document.title; } catch { return 'refused'; } }"));
        Assert.Equal("refused", await inside.EvaluateAsync<string>("async () => { try { return document.cookie; } catch { return 'refused'; } }"));
        Assert.Equal("refused", await inside.EvaluateAsync<string>("async () => { try { return (await fetch('/api/search?q=gloves')).status; } catch { return 'refused'; } }"));
        // The browser says so in the console, as it should.
        site.Complaints.RemoveRange(before, site.Complaints.Count - before);
    }

    [Fact]
    public async Task EscapeInsideTheFrameClosesTheViewerAsItDoesOutside()
    {
        var page = await site.ReaderAsync();
        await page.OpenAsync("/");
        var viewer = await page.OpenSourceAsync(await page.AskAsync(Gloves));
        await page.Pdf().Locator(".page[data-ready]").First.WaitForAsync();
        await page.Pdf().Locator("#pages").FocusAsync();
        await page.CloseByEscapeAsync(viewer);
    }

    [Fact]
    public async Task ACitationOfAnOldVersionSaysWhatChangedThereAndShowsTheNewPlace()
    {
        using var folder = new TempFolder();
        folder.Write("herbarium.md", "# Herbarium\n\nPressed fern leaves are dried for nine days between blotting paper.\n\nThe keeper is Ottilie Brandauer.\n");
        var page = await site.ReaderAsync();
        await page.AddFolderAsync(folder.Path, "Herbarium");
        await AskedUntilAnsweredAsync(page, "For how many days are pressed fern leaves dried?", "nine days");
        var conversation = page.Url;

        folder.Write("herbarium.md", "# Herbarium\n\nA note on mosses comes first.\n\nPressed fern leaves are dried for eleven days between blotting paper.\n\nThe keeper is Ottilie Brandauer.\n");
        await page.OpenAsync("/sources");
        await page.ChooseAsync(page.Locator("table.sources tbody tr").Filter(new() { HasText = folder.Path }), "Sync now");
        await AskedUntilAnsweredAsync(page, "For how many days are pressed fern leaves dried?", "eleven days");

        await page.GotoAsync(conversation);
        await page.Locator(".shell[data-live]").WaitForAsync();
        var viewer = await page.OpenSourceAsync(page.Locator(".turn").First);
        await viewer.GetByText("a newer version (2) exists").WaitForAsync();
        Assert.Contains("nine days", string.Concat(await viewer.Locator("mark").AllInnerTextsAsync()), StringComparison.Ordinal);
        await viewer.GetByRole(AriaRole.Button, new() { Name = "What changed here?" }).ClickAsync();
        await Assertions.Expect(viewer.Locator("del")).ToHaveTextAsync("nine");
        await Assertions.Expect(viewer.Locator("ins")).ToHaveTextAsync("eleven");

        await viewer.GetByRole(AriaRole.Button, new() { Name = "Show the place in version 2" }).ClickAsync();
        await Assertions.Expect(viewer.Locator("mark").First).ToContainTextAsync("eleven days");
        await viewer.GetByRole(AriaRole.Button, new() { Name = "Back to the version the answer used" }).ClickAsync();
        await Assertions.Expect(viewer.Locator("mark").First).ToContainTextAsync("nine days");
    }

    private static async Task AskedUntilAnsweredAsync(IPage page, string question, string words)
    {
        for (var i = 0; i < 30; i++)
        {
            await page.OpenAsync("/");
            var turn = await page.AskAsync(question);
            if ((await turn.TextAsync()).Contains(words, StringComparison.Ordinal)) return;
            await Task.Delay(500);
        }

        Assert.Fail($"Nothing answered with \"{words}\".");
    }
}
