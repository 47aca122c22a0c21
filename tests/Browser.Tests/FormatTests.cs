using System.Text;
using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>A source of each format, opened from an answer: shaped as its format is, the quoted words marked and in sight, and nothing for axe to find.</summary>
public sealed class FormatTests(RunningSite site)
{
    private const string Mail =
        "From: Ottoline Wexcombe <ottoline@example.org>\r\nTo: Bartholomew Quist <quist@example.org>\r\nDate: Mon, 12 Oct 2026 09:30:00 +0000\r\n"
        + "Subject: The zeppelin mooring\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
        + "Dear Bartholomew,\r\n\r\nThe mooring of the zeppelin costs 415 crowns a day.\r\nThe ladder is hired separately.\r\n\r\nOttoline\r\n"
        + "--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"ladder.txt\"\r\n\r\nThe ladder is eleven metres long.\r\n--x--\r\n";

    private const string Page =
        "<html><head><title>Lantern care</title></head><body><h1>Lantern care</h1><h3>Glass</h3><p>Lantern glass is wiped with <b>vinegar</b> every ninth evening.</p>"
        + "<ul><li>Wicks are trimmed first.</li><li>Soot is brushed off.<ul><li>Outside before inside.</li></ul></li></ul><script>document.title = 'run';</script>"
        + "<table><tr><th>Oil</th><th>Burns for</th></tr><tr><td>Rapeseed</td><td>14 hours</td></tr></table><img src=x onerror=\"document.title='run'\"></body></html>";

    [Fact]
    public async Task ASheetShowsTheQuotedRowUnderItsColumnsWithTheRowsAround()
    {
        var (page, viewer) = await OpenAsync("What is planned for the hire of the coffee machine?", "cleantech-nord-2027.xlsx");

        var quoted = viewer.Locator(".grid tr.quoted");
        Assert.Equal("9 (quoted)", await quoted.Locator("th[scope=row]").TextAsync());
        Assert.Equal(["Coffee machine, hire", "Kaffee Nord", "680 €"], (await quoted.Locator("td").AllInnerTextsAsync()).Take(3));
        Assert.Equal(["A", "B", "C", "D"], await viewer.Locator(".grid thead th").AllInnerTextsAsync());
        Assert.Equal(["Item", "Supplier", "Planned", "Pay by"], await viewer.Locator(".grid tr.names th").AllInnerTextsAsync());
        Assert.Equal(["1", "4", "5", "6", "7", "8", "9", "10"], (await viewer.Locator(".grid th[scope=row]").AllInnerTextsAsync()).Select(n => n.Split('\n')[0].Trim()));
        Assert.Equal("Sheet Costs", await viewer.Locator("caption").InnerTextAsync());
        Assert.Equal("Costs!A9:D9", await viewer.Locator("header .place").InnerTextAsync());
        await ShownWellAsync(page, "sheet");
    }

    [Fact]
    public async Task AListOfValuesIsASheetToo()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 60).Select(i => $"Kite {i},{(i == 33 ? "Aurelio Vantongeren" : $"Keeper {i}")},{(i % 3 == 0 ? "" : $"{i} m")},{i * 7}"));
        var (page, viewer) = await OpenAsync("Which line does the kite of Aurelio Vantongeren have?", "kites.csv", "kites.csv", Encoding.UTF8.GetBytes($"Kite,Keeper,Tail,Line\n{rows}\n"));

        var quoted = viewer.Locator(".grid tr.quoted");
        Assert.Equal("34 (quoted)", await quoted.Locator("th[scope=row]").TextAsync());
        // An empty cell stays empty: nothing moves to another column.
        Assert.Equal(["Kite 33", "Aurelio Vantongeren", "", "231"], await quoted.Locator("td").AllInnerTextsAsync());
        Assert.Equal(["Kite", "Keeper", "Tail", "Line"], await viewer.Locator(".grid tr.names th").AllInnerTextsAsync());
        await ShownWellAsync(page, "csv");
    }

    [Fact]
    public async Task ASlideShowsItsNumberTitleTextAndNotes()
    {
        var (page, viewer) = await OpenAsync("Where is the rest room of the stand?", "cleantech-nord-briefing.pptx");

        var cited = viewer.Locator(".slide.cited");
        Assert.Equal("Slide 3 of 3", await cited.Locator(".over").First.InnerTextAsync());
        Assert.Equal("Nobody eats at the stand; the rest room is B6-07", await cited.Locator("mark").InnerTextAsync());
        Assert.Equal(3, await viewer.Locator(".slide h3").CountAsync());
        Assert.Contains("If somebody asks for a discount", await viewer.Locator(".slide .notes").Nth(1).InnerTextAsync(), StringComparison.Ordinal);
        await ShownWellAsync(page, "slides");
    }

    [Fact]
    public async Task AMailShowsWhoWroteWhatWhenAndWhatWasAttached()
    {
        var (page, viewer) = await OpenAsync("What does the mooring of the zeppelin cost?", "zeppelin.eml", "zeppelin.eml", Encoding.ASCII.GetBytes(Mail));

        Assert.Equal("The mooring of the zeppelin costs 415 crowns a day.", await viewer.Locator("mark").First.InnerTextAsync());
        Assert.Equal(["From", "To", "Date", "Subject", "Attached files"], await viewer.Locator("dt").AllInnerTextsAsync());
        Assert.Contains("Ottoline Wexcombe", await viewer.Locator("dd").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("ladder.txt", await viewer.Locator("dd").Last.InnerTextAsync());
        await ShownWellAsync(page, "mail");
    }

    [Fact]
    public async Task APageOfTheWebKeepsItsHeadingsListsAndTablesAndNothingOfItRuns()
    {
        var (page, viewer) = await OpenAsync("How often is lantern glass wiped?", "lantern.html", "lantern.html", Encoding.UTF8.GetBytes(Page));

        Assert.Equal("Lantern glass is wiped with vinegar every ninth evening.", await viewer.Locator("mark").First.InnerTextAsync());
        // The document leaves a level out; readers of headings hear none left out.
        Assert.Equal(["H3 Lantern care", "H4 Glass"], await viewer.Locator(".sheet :is(h3, h4, h5)").EvaluateAllAsync<string[]>("all => all.map(h => `${h.tagName} ${h.textContent}`)"));
        Assert.Equal(1, await viewer.Locator("li.in1").CountAsync());
        Assert.Equal(["Rapeseed", "14 hours"], await viewer.Locator("td").AllInnerTextsAsync());
        Assert.Equal(0, await viewer.Locator("script, img, a[href*='javascript']").CountAsync());
        Assert.DoesNotContain("run", await page.TitleAsync(), StringComparison.Ordinal);
        await ShownWellAsync(page, "html");
    }

    [Theory]
    [InlineData("What is the hotel limit for Lisbon?", "travel.docx", "Lisbon", "docx")]
    [InlineData("Which gift does every parent receive from the company at the birth?", "parental-leave.md", "€300", "markdown")]
    public async Task ATextKeepsItsShapeAndTheQuotedWordsAreMarked(string question, string file, string word, string picture)
    {
        var (page, viewer) = await OpenAsync(question, file);

        Assert.Contains(word, string.Concat(await viewer.Locator("mark").AllInnerTextsAsync()), StringComparison.Ordinal);
        Assert.True(await viewer.Locator(".sheet :is(h3, h4)").CountAsync() > 1, "No headings.");
        Assert.True(await viewer.Locator(".sheet th").CountAsync() > 0, "No table.");
        await ShownWellAsync(page, picture);
    }

    /// <summary>Asks, and opens the answer's source in this file.</summary>
    /// <param name="name">Of a file that is added in a collection of its own first; null for the samples.</param>
    private async Task<(IPage Page, ILocator Viewer)> OpenAsync(string question, string file, string? name = null, byte[]? content = null)
    {
        var page = await site.ReaderAsync();
        if (name is not null)
        {
            using var folder = new TempFolder();
            await File.WriteAllBytesAsync(folder.File(name), content!);
            await page.UploadFolderAsync(folder.Path, $"Formats: {name}");
            await page.Locator(".rz-data-grid .title", new() { HasText = name }).First.WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('.work, .st.run')");
        }

        await page.OpenAsync("/");
        var turn = await page.AskAsync(question);
        await turn.Locator(".src").Filter(new() { HasText = file }).First.ClickAsync();
        var viewer = page.GetByRole(AriaRole.Complementary, new() { Name = "Source" });
        await viewer.Locator("mark").First.WaitForAsync();
        return (page, viewer);
    }

    private static async Task ShownWellAsync(IPage page, string picture)
    {
        await page.WaitForFunctionAsync("() => { const b = document.querySelector('.view mark').getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight; }");
        Assert.Empty(await page.ViolationsInBothThemesAsync(look => page.PictureAsync($"viewer-{picture}-{look}")));
        await page.SetViewportSizeAsync(390, 844);
        await page.PictureAsync($"viewer-{picture}-phone");
        Assert.Equal(0, await page.SidewaysAsync());
    }
}
