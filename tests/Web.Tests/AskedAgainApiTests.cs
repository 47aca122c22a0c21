using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval.Store;
using RagDocs.Web.Access;

namespace RagDocs.Web.Tests;

/// <summary>Suggestions and questions asked again, over HTTP.</summary>
public sealed class AskedAgainApiTests : IAsyncLifetime
{
    private const string Question = "When does the canteen open in the morning?";
    private const string Suggested = "How do I book a canteen table for guests?";

    private RunningService _service = null!;
    private HttpClient _admin = null!;
    private HttpClient _bob = null!;
    private long _canteen, _staff, _bobId;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        _admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        _bob = await _service.SignedInAsync("bob");
        _canteen = await _service.CollectionAsync("Everyone", open: true);
        _staff = await _service.CollectionAsync("Staff", open: false);
        await _service.UploadAsync(_admin, _canteen, ("canteen.md", "# Canteen\n\nThe canteen opens at eleven in the morning. It closes at two.\n"));
        await _service.UploadAsync(_admin, _staff, ("guests.md", $"# Guests\n\n## {Suggested}\n\nWhoever has guests can book a canteen table with the kitchen office.\n"));
        _bobId = (await _service.Services.GetRequiredService<People>().ListAsync(CancellationToken.None)).Single(p => p.UserName == "bob").Id;
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _bob.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task SuggestionsAreStreamedKeptAndWithheldWhenADocumentTheyAreMadeOfIsWithdrawn()
    {
        var readership = _service.Services.GetRequiredService<Readership>();
        await readership.SetReadersAsync(_staff, openToEveryone: false, [_bobId], [], CancellationToken.None);
        var events = await AnswerStream.AskAsync(_bob, Question);
        Assert.Contains(Suggested, events.Single(e => e.Name == "suggestions").Data.GetRawText(), StringComparison.Ordinal);
        Assert.All(events.Where(e => e.Name == "citation"), e => Assert.Contains("canteen.md", e.Data.GetRawText(), StringComparison.Ordinal));
        var conversation = $"/api/conversations/{events.Single(e => e.Name == "asked").Data.GetProperty("conversationId").GetInt64()}";
        Assert.Contains(Suggested, await _bob.GetStringAsync(conversation), StringComparison.Ordinal);

        // Nothing of it is cited: the suggestion alone would say what the document is about.
        await readership.SetReadersAsync(_staff, openToEveryone: false, [], [], CancellationToken.None);

        var withdrawn = await _bob.GetStringAsync(conversation);
        Assert.DoesNotContain(Suggested, withdrawn, StringComparison.Ordinal);
        Assert.Contains("eleven", withdrawn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsSuggestedFromWhatTheAskerMayNotRead()
    {
        var events = await AnswerStream.AskAsync(_bob, Question);

        Assert.All(events, e => Assert.DoesNotContain("guests", e.Data.GetRawText(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task TheLastQuestionIsReplacedAndItsVersionsCanBeShown()
    {
        var first = (await AnswerStream.AskAsync(_bob, Question)).Single(e => e.Name == "asked").Data;
        var (conversation, message) = (first.GetProperty("conversationId").GetInt64(), first.GetProperty("messageId").GetInt64());
        using var response = await _bob.PostAsJsonAsync("/api/ask", new { question = "When does the canteen close?", replaces = message });
        await response.Content.ReadAsStringAsync();

        var shown = Assert.Single(await MessagesAsync(conversation));
        Assert.Equal("When does the canteen close?", shown.GetProperty("question").GetString());
        Assert.Equal(2, shown.GetProperty("versions").GetArrayLength());

        Assert.Equal(HttpStatusCode.NoContent, (await _bob.PostAsync($"/api/messages/{message}/show", null)).StatusCode);
        Assert.Equal(Question, Assert.Single(await MessagesAsync(conversation)).GetProperty("question").GetString());
    }

    [Fact]
    public async Task NobodyReplacesOrShowsTheQuestionOfAnother()
    {
        var message = (await AnswerStream.AskAsync(_bob, Question)).Single(e => e.Name == "asked").Data.GetProperty("messageId").GetInt64();

        Assert.Equal(HttpStatusCode.NotFound, (await _admin.PostAsJsonAsync("/api/ask", new { question = "What?", replaces = message })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.PostAsync($"/api/messages/{message}/show", null)).StatusCode);
        using var nobody = _service.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync($"/api/messages/{message}/show", null)).StatusCode);
    }

    private async Task<List<JsonElement>> MessagesAsync(long conversation) =>
        [.. (await _bob.GetFromJsonAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("messages").EnumerateArray()];
}
