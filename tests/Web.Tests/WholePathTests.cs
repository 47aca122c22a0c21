using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Tests;

/// <summary>From an upload to a cited answer, over HTTP.</summary>
public sealed class WholePathTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async ValueTask InitializeAsync() => _service = await RunningService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task AnUploadedFolderIsIndexedAndAnswersWithCitationsThatOpen()
    {
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        var collection = await _service.CollectionAsync("HR", open: true);
        var uploaded = await _service.UploadAsync(
            admin, collection,
            ("policies/leave.md", "# Leave policy\n\nEmployees may transfer up to five unused days of annual leave into the next calendar year.\n"),
            ("policies/travel.md", "# Travel policy\n\nThe hotel limit for Lisbon is 135 euros per night.\n"));
        Assert.Equal(["policies/leave.md", "policies/travel.md"], uploaded.Files.Select(f => f.Path));
        Assert.All(uploaded.Files, f => Assert.Equal("Added", f.Outcome));

        var events = await AskAsync(admin, "How many days of annual leave may I transfer into the next year?");

        var sentence = events.Single(e => e.Name == "sentence").Data;
        Assert.Contains("five unused days", sentence.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal([1], sentence.GetProperty("citations").EnumerateArray().Select(n => n.GetInt32()));
        var citation = events.Single(e => e.Name == "citation").Data;
        Assert.Equal("policies/leave.md", citation.GetProperty("passage").GetProperty("path").GetString());
        var view = await OpenAsync(admin, citation);
        var block = view.GetProperty("blocks").EnumerateArray().Single(b => b.GetProperty("markLength").GetInt32() > 0);
        var marked = block.GetProperty("text").GetString()!.Substring(block.GetProperty("markStart").GetInt32(), block.GetProperty("markLength").GetInt32());
        Assert.Equal(citation.GetProperty("quote").GetString(), marked);
    }

    [Fact]
    public async Task AnAnswerIsKeptWithItsCitationsForTheAskerAlone()
    {
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        using var other = await _service.SignedInAsync("bob");
        await _service.UploadAsync(admin, await _service.CollectionAsync("IT", open: true), ("vpn.txt", "The VPN portal is reached at port 8443."));
        var asked = (await AskAsync(admin, "Which port is the VPN portal reached at?")).Single(e => e.Name == "asked").Data;
        var conversation = asked.GetProperty("conversationId").GetInt64();

        var kept = await admin.GetFromJsonAsync<JsonElement>($"/api/conversations/{conversation}");

        var message = kept.GetProperty("messages").EnumerateArray().Single();
        Assert.Equal("Done", message.GetProperty("state").GetString());
        Assert.NotEmpty(message.GetProperty("citations").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/conversations/{conversation}")).StatusCode);
        await other.DeleteAsync($"/api/conversations/{conversation}");
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"/api/conversations/{conversation}")).StatusCode);
    }

    [Fact]
    public async Task AQuestionTheDocumentsDoNotAnswerIsRefused()
    {
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        await _service.UploadAsync(admin, await _service.CollectionAsync("HR", open: true), ("leave.md", "# Leave\n\nThere are 28 days of leave a year."));
        var events = await AskAsync(admin, "What is the melting point of tungsten?");
        Assert.Contains(events, e => e.Name == "refused");
        Assert.DoesNotContain(events, e => e.Name == "sentence");
    }

    [Fact]
    public async Task ABadFileIsNamedWithItsReasonAndTheOthersAreIndexed()
    {
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        var collection = await _service.CollectionAsync("Mixed", open: true);
        var uploaded = await _service.UploadAsync(
            admin, collection, ("broken.pdf", "%PDF-1.7 this is not the rest of a PDF"), ("../../etc/passwd", "root"), ("good.txt", "A good file."));
        Assert.Equal("Rejected", uploaded.Files.Single(f => f.Path.Contains("passwd", StringComparison.Ordinal)).Outcome);

        var documents = await admin.GetFromJsonAsync<JsonElement>("/api/documents");

        var states = documents.GetProperty("lines").EnumerateArray()
            .ToDictionary(l => l.GetProperty("path").GetString()!, l => (State: l.GetProperty("state").GetString(), Reason: l.GetProperty("reason").GetString()));
        Assert.Equal("Indexed", states["good.txt"].State);
        Assert.Equal("Damaged", states["broken.pdf"].State);
        Assert.EndsWith(".", states["broken.pdf"].Reason, StringComparison.Ordinal);
        Assert.Equal(2, states.Count);
    }

    [Fact]
    public async Task UploadingTheSameContentAgainChangesNothing()
    {
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        var collection = await _service.CollectionAsync("HR", open: true);
        await _service.UploadAsync(admin, collection, ("a.txt", "The canteen opens at eleven."));
        var again = await _service.UploadAsync(admin, collection, ("a.txt", "The canteen opens at eleven."));
        Assert.Equal("Unchanged", again.Files.Single().Outcome);
    }

    [Fact]
    public async Task ANewVersionAnswersAndTheOldCitationStillOpensWhatItRead()
    {
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        var collection = await _service.CollectionAsync("HR", open: true);
        await _service.UploadAsync(admin, collection, ("canteen.txt", "The canteen opens at eleven."));
        var before = (await AskAsync(admin, "When does the canteen open?")).Single(e => e.Name == "citation").Data;
        await _service.UploadAsync(admin, collection, ("canteen.txt", "The canteen opens at noon."));

        var after = (await AskAsync(admin, "When does the canteen open?")).Single(e => e.Name == "citation").Data;
        var old = await OpenAsync(admin, before);

        Assert.Contains("noon", after.GetProperty("quote").GetString(), StringComparison.Ordinal);
        Assert.Contains("eleven", old.GetProperty("blocks")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, old.GetProperty("versionNumber").GetInt32());
        Assert.Equal(2, old.GetProperty("newestVersionNumber").GetInt32());
    }

    [Fact]
    public async Task AnOriginalWithScriptIsSavedAndNeverShown()
    {
        const string page = "<html><body><script>alert(1)</script><p>The canteen opens at eleven.</p></body></html>";
        using var admin = await _service.SignedInAsync("ada", UserRole.Administrator);
        await _service.UploadAsync(admin, await _service.CollectionAsync("House", open: true), ("canteen.html", page));
        var citation = (await AskAsync(admin, "When does the canteen open?")).First(e => e.Name == "citation").Data;
        var version = citation.GetProperty("passage").GetProperty("versionId").GetInt64();

        var original = await admin.GetAsync($"/api/sources/{version}/original");

        Assert.Equal(page, await original.Content.ReadAsStringAsync());
        Assert.Equal("application/octet-stream", original.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", original.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", original.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", original.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task HealthSaysWhatWorksToAnybody()
    {
        using var client = _service.Client();
        var response = await client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("ok", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }

    private static async Task<JsonElement> OpenAsync(HttpClient client, JsonElement citation)
    {
        var passage = citation.GetProperty("passage");
        var quote = Uri.EscapeDataString(citation.GetProperty("quote").GetString()!);
        return await client.GetFromJsonAsync<JsonElement>(
            $"/api/sources/{passage.GetProperty("versionId").GetInt64()}?chunk={citation.GetProperty("chunkId").GetInt64()}&quote={quote}");
    }

    private static Task<List<StreamedEvent>> AskAsync(HttpClient client, string question) => AnswerStream.AskAsync(client, question);
}
