using Microsoft.Playwright;
using RagDocs.TestSupport;

namespace RagDocs.Browser.Tests;

/// <summary>Writes the pictures of the user guide; runs only when RAGDOCS_SCREENSHOTS names a folder.</summary>
public sealed class Screenshots : IAsyncDisposable
{
    // Of its own: folders and a night are added that the other tests' library has none of.
    private readonly RunningSite _site = new();
    private readonly TempFolder _files = new();

    private static readonly (string Name, int Width, ColorScheme Scheme)[] Looks =
        [("light", 1440, ColorScheme.Light), ("dark", 1440, ColorScheme.Dark), ("phone", 500, ColorScheme.Light)];

    private static readonly string[] Asked =
        ["What is the hotel limit for Lisbon?", "Who signs purchase orders above €10,000?", "How long is the warranty of the Heron 55?", "How do I reset my password?"];

    private string? _conversation;
    private string? _sheet;

    [Fact]
    public async Task ThePicturesOfTheUserGuide()
    {
        var folder = Environment.GetEnvironmentVariable("RAGDOCS_SCREENSHOTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "Set RAGDOCS_SCREENSHOTS to a folder to have the pictures written.");
        await _site.InitializeAsync();
        // First: the library shows the sample documents, which come after it, at its top.
        await FillFoldersAsync();
        await FillHistoryAsync();
        await FillQualityAsync();
        foreach (var (look, width, scheme) in Looks)
        {
            var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce };
            await SetupAsync(options, name => Path(name, look));
            await PagesAsync(options, name => Path(name, look), openSource: width > 1180);
        }

        string Path(string name, string look) => System.IO.Path.Combine(folder!, $"{name}-{look}.png");
    }

    private async Task FillHistoryAsync()
    {
        var page = await _site.ReaderAsync();
        foreach (var question in Asked)
        {
            await page.OpenAsync("/");
            await page.AskAsync(question);
        }

        await page.Context.CloseAsync();
    }

    // A set that grew: its figures change with its questions.
    private async Task FillQualityAsync()
    {
        var page = await _site.ReaderAsync();
        var lines = await File.ReadAllLinesAsync(RunningSite.SampleQuestions);
        await page.ImportSetAsync("Everyday questions", _files.Write("first.jsonl", string.Join('\n', lines.Take(8))));
        foreach (var known in new[] { 12, 16, lines.Length, lines.Length })
        {
            await page.MeasureAsync();
            await page.ImportQuestionsAsync(_files.Write($"{known}.jsonl", string.Join('\n', lines.Take(known))));
        }

        await page.MeasureAsync();
        await page.Context.CloseAsync();
    }

    // A server folder in step, one that needs a person, files that cannot be read, and a night that found changes.
    private async Task FillFoldersAsync()
    {
        for (var i = 1; i <= 40; i++) _files.Write($"contracts/supplier-{i:00}.md", $"# Supplier {i}\n\nSupplier {i} delivers within {i + 2} days. Invoices are paid after 30 days.");
        for (var i = 1; i <= 12; i++) _files.Write($"minutes/board-{i:00}.md", $"# Board {i}\n\nThe board met on the {i}th and approved the budget.");
        _files.Write("contracts/framework-2019.pdf", "%PDF-1.7\nthis is not the rest of a PDF");
        var page = await _site.AdministratorAsync();
        await page.AddFolderAsync(_files.File("contracts"), "Contracts", nightly: true);
        await page.AddFolderAsync(_files.File("minutes"), "Board minutes");
        await page.WaitForFunctionAsync("() => !document.querySelector('.st.run')");

        Directory.Delete(_files.File("minutes"), recursive: true);
        await page.ChooseAsync(page.Locator("table.sources tbody tr").Filter(new() { HasText = _files.File("minutes") }), "Sync now");
        await page.GetByText("Needs you").WaitForAsync();
        for (var i = 1; i <= 3; i++) _files.Write($"contracts/supplier-{i:00}.md", $"# Supplier {i}\n\nSupplier {i} delivers within {i} days from now on.");
        for (var i = 41; i <= 45; i++) _files.Write($"contracts/supplier-{i}.md", $"# Supplier {i}\n\nSupplier {i} delivers within a week.");
        File.Move(_files.File("contracts/supplier-08.md"), _files.File("contracts/supplier-08-renewed.md"));
        File.Delete(_files.File("contracts/supplier-09.md"));
        _files.Write("contracts/price-list.docx", "PK\u0003\u0004 this is not the rest of a document");
        await page.OpenAsync("/jobs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run nightly job now" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Last nightly run" }).WaitForAsync(new() { Timeout = 120_000 });
        await page.Context.CloseAsync();
    }

    private async Task SetupAsync(BrowserNewContextOptions options, Func<string, string> path)
    {
        var page = await _site.StrangerAsync(options);
        await page.GotoAsync("/setup");
        await page.ScreenshotAsync(new() { Path = path("setup") });
        await page.Context.CloseAsync();
    }

    private async Task PagesAsync(BrowserNewContextOptions options, Func<string, string> path, bool openSource)
    {
        var page = await _site.ReaderAsync(options);
        foreach (var name in new[] { "library", "library/health", "sources", "jobs", "models" })
        {
            await page.OpenAsync("/" + name);
            await page.Locator(".title b, .st").First.WaitForAsync();
            // The tests' folders are nobody's: the guide shows the usual ones.
            await page.EvaluateAsync(
                """
                ([models, files]) => {
                  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  while (texts.nextNode()) {
                    const said = texts.currentNode;
                    if (said.data.includes(models) || said.data.includes(files)) said.data = said.data.replace(models, "/var/lib/ragdocs/models").replace(files, "/srv/documents");
                  }
                }
                """, new[] { _site.ModelsFolder, _files.Path });
            await page.ScreenshotAsync(new() { Path = path(name.Split('/')[^1]) });
        }

        await page.OpenAsync("/quality");
        await page.Locator(".plot input").First.WaitForAsync();
        await page.ScreenshotAsync(new() { Path = path("quality") });
        await page.OpenAsync("/retrieval");
        await page.SearchAsync("How many vacation days can I carry over into next year?");
        await page.TryWeightAsync("Keywords", "0");
        await page.TryWeightAsync("Words covered", "0.2");
        await page.Locator(".rankings.two-up").WaitForAsync();
        await page.Locator(".weights summary").ClickAsync();
        await page.Locator(".labpage").EvaluateAsync("page => page.scrollTop = 0");
        await page.ScreenshotAsync(new() { Path = path("retrieval") });
        if (openSource)
        {
            await page.OpenPassagesAsync("parental-leave.md");
            await page.Locator(".chunkcard").Nth(1).ClickAsync();
            await page.Locator(".stretch[aria-pressed='true']").WaitForAsync();
            await page.ScreenshotAsync(new() { Path = path("passages") });
        }

        await page.OpenAsync("/");
        await page.Locator("#question[data-ready]").WaitForAsync();
        await page.ScreenshotAsync(new() { Path = path("ask-empty") });
        // One conversation for all looks, so that the history does not fill up with the same question.
        if (_conversation is not null) await page.OpenAsync(_conversation);
        var turn = _conversation is null ? await page.AskAsync("Which gloves does cleaning agent 7 need?") : page.Locator(".turn").Last;
        _conversation ??= new Uri(page.Url).AbsolutePath;
        if (openSource)
        {
            await turn.Locator(".answer .c").First.ClickAsync();
            await page.Pdf().Locator(".page[data-ready] i").First.WaitForAsync();
            await page.Mouse.MoveAsync(1, 1);
        }

        await page.ScreenshotAsync(new() { Path = path("ask") });
        if (openSource) await SheetAsync(page, path("sheet"));
        await page.Context.CloseAsync();
    }

    private async Task SheetAsync(IPage page, string path)
    {
        await page.OpenAsync(_sheet ?? "/");
        var turn = _sheet is null ? await page.AskAsync("What is planned for the hire of the coffee machine?") : page.Locator(".turn").Last;
        _sheet ??= new Uri(page.Url).AbsolutePath;
        await turn.Locator(".answer .c").First.ClickAsync();
        await page.Locator(".grid tr.quoted").WaitForAsync();
        await page.Mouse.MoveAsync(1, 1);
        await page.ScreenshotAsync(new() { Path = path });
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _files.Dispose();
    }
}
