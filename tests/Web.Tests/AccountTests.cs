using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;

namespace RagDocs.Web.Tests;

/// <summary>The first account, signing in, and what strangers and other sites may not do.</summary>
public sealed class AccountTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task TheSetUpTokenCreatesOneAdministratorAndIsThenUsedUp()
    {
        var token = await _service.Services.GetRequiredService<SetupToken>().IssueAsync(CancellationToken.None);
        using var client = _service.Client();
        Assert.Equal("/", (await SetUpAsync(client, token!, "ada")).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/documents")).StatusCode);

        using var second = _service.Client();
        Assert.StartsWith("/sign-in", (await SetUpAsync(second, token!, "eve")).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Single(await _service.Services.GetRequiredService<People>().ListAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task AWrongTokenCreatesNobody(string token)
    {
        await _service.Services.GetRequiredService<SetupToken>().IssueAsync(CancellationToken.None);
        using var client = _service.Client();
        var response = await SetUpAsync(client, token, "eve");
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest || response.Headers.Location?.ToString() == "/setup?error=token");
        Assert.Empty(await _service.Services.GetRequiredService<People>().ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task WrongPasswordsLockTheAccountForAWhile()
    {
        using var owner = await _service.SignedInAsync("ada", UserRole.Administrator);
        using var guesser = _service.Client();
        for (var i = 0; i < 5; i++) await RunningService.SignInAsync(guesser, "ada", "wrong password");
        var locked = await RunningService.SignInAsync(guesser, "ada", RunningService.Password);
        Assert.Contains("error=locked", locked.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SigningInAndFailingToIsInTheAudit()
    {
        using var client = await _service.SignedInAsync("ada");
        await RunningService.SignInAsync(_service.Client(), "ada", "wrong password");
        await using var db = await _service.Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        var events = await db.AuditEvents.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync();
        Assert.Equal(["sign-in", "sign-in.refused"], events);
    }

    [Fact]
    public async Task GuessingOnIsAnsweredWith429AndWhenToComeBack()
    {
        using var guesser = _service.Client();
        HttpResponseMessage last = null!;
        for (var i = 0; i <= 20; i++) last = await guesser.PostAsync("/account/sign-in", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.InRange(last.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task SigningInNeverLeadsToAnotherSite(string returnUrl)
    {
        await _service.Services.GetRequiredService<People>().AddAsync("ada", "ada", UserRole.Member, RunningService.Password);
        using var client = _service.Client();
        var response = await RunningService.SignInAsync(client, "ada", RunningService.Password, returnUrl);
        Assert.Equal("/", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task ARequestFromAnotherSiteIsRefused()
    {
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/search") { Content = new StringContent("{\"query\":\"x\"}", null, "application/json") };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task AFormWithoutItsTokenIsRefused()
    {
        using var client = _service.Client();
        var response = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent([new("userName", "ada"), new("password", "x")]));
        Assert.Equal("/sign-in?error=expired", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task EveryAnswerForbidsForeignScriptsAndFraming()
    {
        using var client = _service.Client();
        var policy = (await client.GetAsync("/sign-in")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient client, string token, string userName) =>
        RunningService.PostFormAsync(client, "/sign-in", "/account/setup", new()
        {
            ["token"] = token, ["displayName"] = "Ada", ["userName"] = userName,
            ["password"] = RunningService.Password, ["repeat"] = RunningService.Password,
        });
}
