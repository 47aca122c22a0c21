using Microsoft.Playwright;
using RagDocs.TestSupport.Gguf;

namespace RagDocs.Browser.Tests;

/// <summary>The running program, a browser, and what the tests build on: the administrator's session and an indexed library.</summary>
public sealed class RunningSite : IAsyncLifetime
{
    public const string UserName = "mara";
    public const string Password = "a quiet reading room";
    public const string Collection = "HR";
    private const float IndexingLimit = 120_000;
    private const int MostWaits = 200;

    private static readonly string[] ChromiumPlaces =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private readonly Lazy<Task<string>> _session;
    private readonly Lazy<Task<string>> _library;
    private readonly List<(string? Test, IBrowserContext Context)> _open = [];
    private ServerProcess? _server;
    private bool _modelsWereRemoved;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningSite()
    {
        _session = new(SetUpAsync);
        _library = new(FillAsync);
    }

    /// <summary>Questions about the sample documents, with the places that answer them.</summary>
    public static string SampleQuestions => Path.Combine(ServerProcess.Metadata("Samples"), "..", "questions.jsonl");

    /// <summary>Problems that this test's pages wrote to the console, or faults of their scripts; a test asserts that there are none.</summary>
    public List<string> Complaints { get; } = [];

    public Uri Address => _server!.Address;

    public string SetUpToken => _server!.SetUpToken;

    public string ModelsFolder => _server!.ModelsFolder;

    public async ValueTask InitializeAsync()
    {
        if (FindChromium() is not { } chromium) return;
        _server = await ServerProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A page nobody is signed in on.</summary>
    public async Task<IPage> StrangerAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "No Chromium: install it, or name it in the environment variable CHROMIUM.");
        await CloseThoseOfOtherTestsAsync();
        await UntilModelsAreGoneAsync();
        var context = await _browser.NewContextAsync(Complete(options));
        _open.Add((TestContext.Current.Test?.UniqueID, context));
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complaints.Add($"{page.Url}: {error}");
        return page;
    }

    /// <summary>A page of the administrator.</summary>
    public async Task<IPage> AdministratorAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "No Chromium: install it, or name it in the environment variable CHROMIUM.");
        var complete = Complete(options);
        complete.StorageState = await _session.Value;
        return await StrangerAsync(complete);
    }

    /// <summary>The same, once the sample documents are indexed.</summary>
    public async Task<IPage> ReaderAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "No Chromium: install it, or name it in the environment variable CHROMIUM.");
        await _library.Value;
        return await AdministratorAsync(options);
    }

    /// <summary>Drops a model into the folder; it is used at once.</summary>
    public void AddModel(TinyMistralOptions options)
    {
        var file = TinyMistral.Write(Path.Combine(ModelsFolder, "tiny-mistral.gguf"), options);
        // A file that has just changed may still be being copied, and would wait for a while.
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc));
    }

    /// <summary>Takes every model away again: the other tests see a service without one.</summary>
    public void RemoveModels()
    {
        if (_server is null) return;
        foreach (var file in Directory.GetFiles(ModelsFolder, "*.gguf"))
        {
            File.Delete(file);
            _modelsWereRemoved = true;
        }

        // Nor does the next test's file have a hash to be compared with.
        foreach (var known in (string[])["pins.json", "removed.json", "templates.json", "use.json"]) File.Delete(Path.Combine(ModelsFolder, known));
    }

    /// <summary>Ends the engine from outside, at once.</summary>
    public void KillEngine()
    {
        using var engine = _server!.Engine();
        engine.Kill();
    }

    // The service notices a moment later that a model is gone: until then it would answer the next test's question.
    private async Task UntilModelsAreGoneAsync()
    {
        for (var i = 0; _modelsWereRemoved && i < MostWaits && _server!.HasEngine; i++) await Task.Delay(100);
        _modelsWereRemoved = false;
    }

    // Pages follow the service as long as they are open: those of a hundred tests together would slow each other down.
    private async Task CloseThoseOfOtherTestsAsync()
    {
        var others = _open.Where(o => o.Test != TestContext.Current.Test?.UniqueID).ToList();
        if (others.Count > 0) Complaints.Clear();
        foreach (var (test, context) in others)
        {
            _open.Remove((test, context));
            await context.CloseAsync();
        }
    }

    private BrowserNewContextOptions Complete(BrowserNewContextOptions? options)
    {
        options ??= new();
        options.BaseURL = Address.ToString();
        options.Locale ??= "en-GB";
        options.ViewportSize ??= new() { Width = 1440, Height = 900 };
        return options;
    }

    private async Task<string> SetUpAsync()
    {
        var page = await StrangerAsync();
        await SetUpAsync(page, _server!);
        var state = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
        return state;
    }

    /// <summary>Makes the administrator of a new service and signs in.</summary>
    internal static async Task SetUpAsync(IPage page, ServerProcess server)
    {
        await page.GotoAsync(new Uri(server.Address, "setup").ToString());
        await page.GetByLabel("Set-up code").FillAsync(server.SetUpToken);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Mara Ehlers");
        await page.GetByLabel("User name").FillAsync(UserName);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Repeat the password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "What would you like to know?" }).WaitForAsync();
    }

    private async Task<string> FillAsync()
    {
        var page = await AdministratorAsync();
        foreach (var folder in Directory.GetDirectories(ServerProcess.Metadata("Samples")).Order(StringComparer.Ordinal))
        {
            await page.UploadFolderAsync(folder, Path.GetFileName(folder));
            await page.Locator(".rz-data-grid .title", new() { HasText = Path.GetFileName(folder) + " / " }).First.WaitForAsync();
        }

        await page.WaitForFunctionAsync(
            "() => !document.querySelector('.work, .st.run') && document.querySelectorAll('.st.ok').length > 20", null, new() { Timeout = IndexingLimit });
        var summary = await page.Locator(".head .sub").InnerTextAsync();
        await page.Context.CloseAsync();
        return summary;
    }

    private static string? FindChromium() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
        ? named
        : ChromiumPlaces.FirstOrDefault(File.Exists);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}
