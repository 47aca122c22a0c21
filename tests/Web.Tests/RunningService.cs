using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;
using RagDocs.Web.Access;
using RagDocs.Web.Hosting;

namespace RagDocs.Web.Tests;

/// <summary>The real service on a free port, with a data folder of its own.</summary>
public sealed class RunningService : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private const string TokenField = "name=\"__RequestVerificationToken\" value=\"";

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<HttpClient, CookieContainer> Cookies = [];

    private readonly TempFolder? _ownFolder;
    private readonly WebApplication _app;

    private RunningService(TempFolder? ownFolder, WebApplication app) => (_ownFolder, _app) = (ownFolder, app);

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <param name="dataFolder">One that is there already, or null for a new one.</param>
    public static async Task<RunningService> StartAsync(string? dataFolder = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var own = dataFolder is null ? new TempFolder() : null;
        var service = new RunningService(own, WebHost.Build(new DataFolder(dataFolder ?? own!.Path), "http://127.0.0.1:0", settings));
        await StartUp.PrepareCatalogAsync(service.Services, CancellationToken.None);
        await StartUp.RecoverAsync(service.Services, CancellationToken.None);
        await service._app.StartAsync();
        return service;
    }

    /// <summary>A client that keeps cookies and does not follow redirects.</summary>
    public HttpClient Client()
    {
        var cookies = new CookieContainer();
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };
        Cookies.Add(client, cookies);
        return client;
    }

    /// <summary>What the client would send as its Cookie header.</summary>
    public static string CookiesOf(HttpClient client, Uri address) => Cookies.TryGetValue(client, out var cookies) ? cookies.GetCookieHeader(address) : "";

    /// <summary>A new account, signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string userName, UserRole role = UserRole.Member)
    {
        await Services.GetRequiredService<People>().AddAsync(userName, userName, role, Password);
        var client = Client();
        var response = await SignInAsync(client, userName, Password);
        Assert.Equal("/", response.Headers.Location?.ToString());
        return client;
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string userName, string password, string returnUrl = "/") =>
        await PostFormAsync(client, "/sign-in", "/account/sign-in", new()
        {
            ["userName"] = userName, ["password"] = password, ["returnUrl"] = returnUrl,
        });

    /// <summary>Posts a form the way the page does: with the antiforgery token the page holds.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string page, string action, Dictionary<string, string> fields)
    {
        var html = await client.GetStringAsync(page);
        var token = html[(html.IndexOf(TokenField, StringComparison.Ordinal) + TokenField.Length)..];
        fields["__RequestVerificationToken"] = token[..token.IndexOf('"', StringComparison.Ordinal)];
        return await client.PostAsync(action, new FormUrlEncodedContent(fields));
    }

    public async Task<long> CollectionAsync(string name, bool open) =>
        await Services.GetRequiredService<SourceSetup>().AddCollectionAsync(name, "", open, CancellationToken.None);

    /// <summary>Uploads texts as files and waits until none waits any more.</summary>
    public async Task<UploadAnswer> UploadAsync(HttpClient administrator, long collection, params (string Path, string Text)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (path, text) in files) form.Add(new StringContent(text), "file", path);
        var response = await administrator.PostAsync($"/api/collections/{collection}/files", form);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<UploadAnswer>();
        await UntilIdleAsync();
        return answer!;
    }

    public async Task UntilIdleAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var db = await Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        while (await db.Documents.AnyAsync(d => d.State == DocumentState.Pending || d.State == DocumentState.Indexing, patience.Token))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _ownFolder?.Dispose();
    }
}

public sealed record UploadAnswer(long Run, IReadOnlyList<UploadedFile> Files);

public sealed record UploadedFile(string Path, string Outcome, long? DocumentId, string? Problem);
