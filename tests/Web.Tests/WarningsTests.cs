using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Tests;

/// <summary>What is wrong with the sources is said with the answer, over HTTP.</summary>
public sealed class WarningsTests : IAsyncLifetime
{
    private const string Question = "What is the hotel limit for Lisbon?";

    private RunningService _service = null!;
    private HttpClient _admin = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        _admin = await _service.SignedInAsync("ada", UserRole.Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task TwoPoliciesThatDisagreeAreBothCitedAndTheWarningIsKept()
    {
        await _service.UploadAsync(
            _admin, await _service.CollectionAsync("HR", open: true),
            ("travel.md", "# Travel policy\n\nThe hotel limit for Lisbon is 120 euros per night.\n"),
            ("travel-draft.md", "# Travel policy (draft)\n\nThe hotel limit for Lisbon is 140 euros per night.\n"));

        var events = await AnswerStream.AskAsync(_admin, Question);

        var warning = events.Single(e => e.Name == "warning").Data;
        Assert.Equal("SourcesDisagree", warning.GetProperty("kind").GetString());
        Assert.Equal(["120 euros", "140 euros"], new[] { "firstSays", "secondSays" }.Select(n => warning.GetProperty("warning").GetProperty(n).GetString()).Order());
        var cited = events.FindAll(e => e.Name == "citation").ConvertAll(e => e.Data);
        Assert.Equal([1, 2], cited.ConvertAll(c => c.GetProperty("number").GetInt32()));
        Assert.All(cited, c => Assert.StartsWith("The hotel limit", c.GetProperty("quote").GetString(), StringComparison.Ordinal));
        Assert.True(events.FindLastIndex(e => e.Name == "citation") < events.FindIndex(e => e.Name == "warning"));

        var conversation = events.Single(e => e.Name == "asked").Data.GetProperty("conversationId").GetInt64();
        var kept = await _admin.GetFromJsonAsync<JsonElement>($"/api/conversations/{conversation}");
        Assert.Single(kept.GetProperty("messages").EnumerateArray().Single().GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task TheSecondSourceIsOnlyNamedToThoseWhoMayReadIt()
    {
        await _service.UploadAsync(_admin, await _service.CollectionAsync("HR", open: true), ("travel.md", "# Travel policy\n\nThe hotel limit for Lisbon is 120 euros per night.\n"));
        await _service.UploadAsync(_admin, await _service.CollectionAsync("Board", open: false), ("plans.md", "# Travel policy (draft)\n\nThe hotel limit for Lisbon is 140 euros per night.\n"));
        using var member = await _service.SignedInAsync("bob");

        Assert.Contains(await AnswerStream.AskAsync(_admin, Question), e => e.Name == "warning");
        var events = await AnswerStream.AskAsync(member, Question);
        Assert.Contains(events, e => e.Name == "sentence");
        Assert.DoesNotContain(events, e => e.Name == "warning");
        Assert.All(events, e => Assert.DoesNotContain("140", e.Data.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ADayOfReviewThatStandsInTheDocumentIsKnown()
    {
        await _service.UploadAsync(
            _admin, await _service.CollectionAsync("HR", open: true),
            ("travel.md", "---\ntitle: Travel policy\nnext-review: 2024-03-01\n---\n\nThe hotel limit for Lisbon is 120 euros per night.\n"),
            ("leave.md", "# Leave policy\n\nNext review: 1 March 2023\n\nEmployees may carry over five days of annual leave.\n"));

        var hotel = (await AnswerStream.AskAsync(_admin, Question)).Single(e => e.Name == "warning").Data;
        Assert.Equal("SourceOverdue", hotel.GetProperty("kind").GetString());
        Assert.Equal("[1] was due for review on 2024-03-01 and may be out of date.", hotel.GetProperty("text").GetString());

        var leave = (await AnswerStream.AskAsync(_admin, "How many days of annual leave may employees carry over?")).Single(e => e.Name == "warning").Data;
        Assert.Equal("2023-03-01", leave.GetProperty("warning").GetProperty("reviewBy").GetString());
    }

    [Fact]
    public async Task TheCollectionsRuleMakesOldFilesOverdue()
    {
        var collection = await _service.CollectionAsync("HR", open: true);
        await _service.UploadAsync(_admin, collection, ("travel.md", "# Travel policy\n\nThe hotel limit for Lisbon is 120 euros per night.\n"));
        Assert.DoesNotContain(await AnswerStream.AskAsync(_admin, Question), e => e.Name == "warning");

        await using (var db = await _service.Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync())
        {
            await db.Documents.ExecuteUpdateAsync(d => d.SetProperty(x => x.SourceModifiedAt, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        }

        await _service.Services.GetRequiredService<ReviewDates>().SetRuleAsync(collection, 365, CancellationToken.None);

        Assert.Equal("2020-12-31", (await AnswerStream.AskAsync(_admin, Question)).Single(e => e.Name == "warning").Data.GetProperty("warning").GetProperty("reviewBy").GetString());
    }
}
