using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;

namespace RagDocs.Web.Tests;

/// <summary>Somebody who may not read a collection gets nothing from it, whichever way it is asked for.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private const string Secret = "The merger with Halvorsen is planned for the fourth of March.";
    private const string Question = "When is the merger with Halvorsen planned?";

    private RunningService _service = null!;
    private HttpClient _admin = null!;
    private HttpClient _member = null!;
    private long _board;
    private JsonElement _passage;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        _admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        _member = await _service.SignedInAsync("bob");
        _board = await _service.CollectionAsync("Board", open: false);
        await _service.UploadAsync(_admin, _board, ("merger.txt", Secret));
        await _service.UploadAsync(_admin, await _service.CollectionAsync("Everyone", open: true), ("canteen.txt", "The canteen opens at eleven."));
        var citation = (await AnswerStream.AskAsync(_admin, Question)).First(e => e.Name == "citation").Data;
        _passage = citation.GetProperty("passage");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _member.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task SearchFindsNothingOfIt() => Assert.DoesNotContain("Halvorsen", await SearchAsync(), StringComparison.Ordinal);

    [Fact]
    public async Task NamingTheCollectionDoesNotOpenIt() => Assert.DoesNotContain("Halvorsen", await SearchAsync(_board), StringComparison.Ordinal);

    [Fact]
    public async Task AskingIsAnsweredWithoutIt()
    {
        var events = await AnswerStream.AskAsync(_member, Question, _board);
        Assert.All(events, e => Assert.DoesNotContain("fourth of March", e.Data.GetRawText(), StringComparison.Ordinal));
        Assert.Contains(events, e => e.Name == "refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/original")]
    [InlineData("/pages/1.png")]
    public async Task CitationAndDocumentLinksLeadNowhere(string link)
    {
        var address = $"/api/sources/{_passage.GetProperty("versionId").GetInt64()}{link}?chunk={_passage.GetProperty("chunkId").GetInt64()}";
        Assert.Equal(HttpStatusCode.NotFound, (await _member.GetAsync(address)).StatusCode);
        using var nobody = _service.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task TheAdministratorOpensWhatTheMemberCannot()
    {
        var address = $"/api/sources/{_passage.GetProperty("versionId").GetInt64()}/original";
        Assert.Equal(Secret, await _admin.GetStringAsync(address));
    }

    [Fact]
    public async Task ListsDoNotNameIt()
    {
        Assert.DoesNotContain("merger", await _member.GetStringAsync("/api/documents"), StringComparison.Ordinal);
        Assert.DoesNotContain("merger", await _member.GetStringAsync($"/api/documents?collection={_board}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Board", await _member.GetStringAsync("/api/collections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReaderNamedByGroupReadsItUntilTheGroupIsLeftAlsoInOldAnswers()
    {
        var readership = _service.Services.GetRequiredService<Readership>();
        var bob = (await _service.Services.GetRequiredService<People>().ListAsync(CancellationToken.None)).Single(p => p.UserName == "bob").Id;
        var group = await readership.AddGroupAsync("Directors", CancellationToken.None);
        await readership.SetMembersAsync(group, [bob], CancellationToken.None);
        await readership.SetReadersAsync(_board, openToEveryone: false, [], [group], CancellationToken.None);
        Assert.Contains("Halvorsen", await SearchAsync(), StringComparison.Ordinal);
        var asked = (await AnswerStream.AskAsync(_member, Question)).Single(e => e.Name == "asked").Data;
        var history = $"/api/conversations/{asked.GetProperty("conversationId").GetInt64()}";
        Assert.Contains("fourth of March", await _member.GetStringAsync(history), StringComparison.Ordinal);

        await readership.SetMembersAsync(group, [], CancellationToken.None);
        Assert.DoesNotContain("Halvorsen", await SearchAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("fourth of March", await _member.GetStringAsync(history), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sources")]
    [InlineData("/jobs")]
    [InlineData("/library/health")]
    [InlineData("/library/passages/{version}")]
    [InlineData("/models")]
    public async Task PagesOfAdministratorsAreRefusedToEverybodyElse(string page)
    {
        var address = page.Replace("{version}", $"{_passage.GetProperty("versionId").GetInt64()}", StringComparison.Ordinal);

        var refused = await _member.GetAsync(address);

        Assert.Equal((HttpStatusCode.Redirect, "/denied"), (refused.StatusCode, refused.Headers.Location!.AbsolutePath));
        Assert.DoesNotContain("Halvorsen", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nobody = _service.Client();
        Assert.Equal("/sign-in", (await nobody.GetAsync(address)).Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await _admin.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/folders")]
    [InlineData("POST", "/api/collections/1/folders")]
    [InlineData("PUT", "/api/folders/1")]
    [InlineData("DELETE", "/api/folders/1")]
    [InlineData("GET", "/api/folders/1/changes")]
    [InlineData("POST", "/api/folders/1/sync")]
    [InlineData("POST", "/api/folders/1/pause")]
    [InlineData("POST", "/api/folders/1/resume")]
    [InlineData("GET", "/api/runs/1/report")]
    [InlineData("POST", "/api/collections/1/uploads")]
    [InlineData("GET", "/api/uploads/x")]
    [InlineData("PATCH", "/api/uploads/x")]
    [InlineData("DELETE", "/api/uploads/x")]
    public async Task SourcesJobsAndUploadsAreRefusedToEverybodyButAdministrators(string method, string address)
    {
        using var nobody = _service.Client();

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(_member)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(nobody)).StatusCode);

        async Task<HttpResponseMessage> SendAsync(HttpClient client)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (method is "POST" or "PUT") request.Content = JsonContent.Create(new { });
            return await client.SendAsync(request);
        }
    }

    [Fact]
    public async Task AMemberCannotUpload()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "file", "x.txt" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await _member.PostAsync($"/api/collections/{_board}/files", form)).StatusCode);
    }

    [Fact]
    public async Task ASwitchedOffAccountGetsNothingAnyMore()
    {
        var people = _service.Services.GetRequiredService<People>();
        var bob = (await people.ListAsync(CancellationToken.None)).Single(p => p.UserName == "bob").Id;
        await people.SetDisabledAsync(bob, disabled: true);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _member.GetAsync("/api/documents")).StatusCode);
    }

    private async Task<string> SearchAsync(params long[] collections)
    {
        var response = await _member.PostAsJsonAsync("/api/search", new { query = Question, collections });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
