using System.Globalization;
using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>The marks lie on the words that the page is drawn with, also where pages are turned or cut.</summary>
public sealed class PdfMarkTests(RunningSite site)
{
    /// <summary>Of a line's height: nearer than this, middle to middle, and nobody sees a difference.</summary>
    private const double Near = 0.2;

    [Theory]
    [InlineData("upright", "")]
    [InlineData("cropped", "/CropBox [40 300 560 800]")]
    [InlineData("sideways", "/Rotate 90")]
    [InlineData("backwards", "/Rotate 270 /CropBox [30 60 580 810]")]
    [InlineData("overturned", "/Rotate 180")]
    public async Task MarksLieOnTheirWords(string name, string entries)
    {
        using var folder = new TempFolder();
        var words = $"The astrolabe called {name} points at {name.Length} degrees north.";
        await File.WriteAllBytesAsync(folder.File($"astrolabe-{name}.pdf"), TinyPdf.FromPages($"Astrolabe {name}", new TinyPage("# Astrolabe", "", words, "", "Nothing else is said here.") { Entries = entries }));
        var page = await site.ReaderAsync();
        await page.UploadFolderAsync(folder.Path, $"Astrolabe {name}");
        await page.Locator(".rz-data-grid .title", new() { HasText = name }).First.WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('.work, .st.run')");
        await page.OpenAsync("/");
        var turn = await page.AskAsync($"How many degrees north does the astrolabe called {name} point at?");
        await turn.Locator(".src").Filter(new() { HasText = $"astrolabe-{name}.pdf" }).First.ClickAsync();
        await page.Pdf().Locator(".page[data-ready] i").First.WaitForAsync();

        // How far the middles are apart, across and down, in heights of the line; then length and height of the mark against the words'.
        var far = await page.Pdf().Locator("body").EvaluateAsync<string>(
            """
            () => {
              const box = (e) => e.getBoundingClientRect(), round = (n) => n.toFixed(2);
              const marks = [...document.querySelectorAll(".page i")].map(box);
              const line = [...document.querySelectorAll(".text span")].find((s) => s.textContent.startsWith("The astrolabe"));
              const span = box(line), all = { left: Math.min(...marks.map((m) => m.left)), right: Math.max(...marks.map((m) => m.right)), top: Math.min(...marks.map((m) => m.top)), bottom: Math.max(...marks.map((m) => m.bottom)) };
              const high = Math.min(span.height, span.width), dx = Math.abs((all.left + all.right - span.left - span.right) / 2), dy = Math.abs((all.top + all.bottom - span.top - span.bottom) / 2);
              const across = (all.right - all.left) / span.width, down = (all.bottom - all.top) / span.height;
              return [dx / high, dy / high, ...(span.width > span.height ? [across, down] : [down, across])].map(round).join(" ");
            }
            """);
        await page.PictureAsync($"mark-{name}");
        var figures = far.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        // The font is none of the file: the frame fetches one that is like it.
        Assert.Empty(site.Complaints);
        Assert.True(figures is [< Near, < Near, > 0.9 and < 1.1, > 0.7 and < 1.6], $"{name}: {far}");
    }
}
