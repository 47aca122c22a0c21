using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Sources;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>Server folders over HTTP, their schedules, and the sync command.</summary>
public sealed class FoldersApiTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private readonly TempFolder _folder = new();
    private RunningService _service = null!;
    private HttpClient _admin = null!;
    private long _collection;

    public async ValueTask InitializeAsync()
    {
        _service = await StartAsync();
        _admin = await _service.SignedInAsync("admin", UserRole.Administrator);
        _collection = await _service.CollectionAsync("Policies", open: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task AFolderIsConnectedTriedOutSyncedPausedAndDisconnected()
    {
        _folder.Write("a.md", "# Leave\n\nThere are 28 days.");
        var id = await AddAsync(new { path = _folder.Path, include = "*.md" });
        await UntilAsync(db => db.Documents.AnyAsync(d => d.State == DocumentState.Indexed));
        for (var i = 0; i < 3; i++) _folder.Write($"{i}.md", $"Text {i}");
        _folder.Write("left.out", "No");
        using var changes = JsonDocument.Parse(await _admin.GetStringAsync($"/api/folders/{id}/changes"));
        Assert.Equal(["0.md", "1.md", "2.md"], changes.RootElement.GetProperty("added").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(1, changes.RootElement.GetProperty("unchanged").GetInt32());

        Assert.Equal(HttpStatusCode.NoContent, (await _admin.PostAsync($"/api/folders/{id}/pause", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _admin.PostAsync($"/api/folders/{id}/resume", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _admin.PostAsync($"/api/folders/{id}/sync", null)).StatusCode);
        await UntilAsync(async db => await db.Documents.CountAsync(d => d.State == DocumentState.Indexed) == 4);
        Assert.Equal(HttpStatusCode.OK, (await _admin.DeleteAsync($"/api/folders/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.PostAsync($"/api/folders/{id}/sync", null)).StatusCode);
        await using var db = await ContextAsync();
        Assert.False(await db.Chunks.AnyAsync(c => c.Searchable));
    }

    [Fact]
    public async Task RemovalsGoAheadOnlyWithTheNumberAPersonHasSeen()
    {
        for (var i = 0; i < 10; i++) _folder.Write($"{i}.md", $"Text {i}");
        var id = await AddAsync(new { path = _folder.Path });
        await UntilAsync(async db => await db.Documents.CountAsync(d => d.State == DocumentState.Indexed) == 10);
        for (var i = 0; i < 6; i++) File.Delete(_folder.File($"{i}.md"));
        await _admin.PostAsync($"/api/folders/{id}/sync", null);
        await UntilAsync(db => db.IngestRuns.AnyAsync(r => r.State == RunState.NeedsAttention));
        using (var changes = JsonDocument.Parse(await _admin.GetStringAsync($"/api/folders/{id}/changes")))
        {
            Assert.True(changes.RootElement.GetProperty("needsDecision").GetBoolean());
        }

        await _admin.PostAsync($"/api/folders/{id}/sync?removals=6", null);
        await UntilAsync(async db => await db.Documents.CountAsync(d => d.RemovedAt == null) == 4);
    }

    [Fact]
    public async Task AScheduleBecomesATriggerIsChangedPausedAndThereAgainAfterARestart()
    {
        var id = await AddAsync(new { path = _folder.Path, cron = "0 30 6 ? * MON-FRI", timeZone = "Asia/Tokyo" });
        var next = await NextAsync(id);
        Assert.Equal((21, 30), (next!.Value.UtcDateTime.Hour, next.Value.UtcDateTime.Minute));
        Assert.Equal(HttpStatusCode.NoContent, (await _admin.PutAsJsonAsync($"/api/folders/{id}", new { path = "", cron = "0 0 * * * ?" })).StatusCode);
        Assert.Equal(0, (await NextAsync(id))!.Value.Minute);
        await _admin.PostAsync($"/api/folders/{id}/pause", null);
        Assert.Null(await NextAsync(id));
        await _admin.PostAsync($"/api/folders/{id}/resume", null);

        await _service.DisposeAsync();
        // A trigger that is lost, as after a restored backup, and one that nothing stands behind.
        File.Delete(Path.Combine(_data.Path, "quartz.db"));
        _service = await StartAsync();
        Assert.NotNull(await NextAsync(id));
        await using (var db = await ContextAsync()) await db.Sources.Where(s => s.Id == id).ExecuteDeleteAsync();
        await _service.Services.GetRequiredService<SourceSchedule>().ApplyAllAsync(CancellationToken.None);
        Assert.Null(await TriggerAsync(id));
    }

    [Fact]
    public async Task AScheduledSyncRunsByItself()
    {
        _folder.Write("a.md", "Text");
        await AddAsync(new { path = _folder.Path });
        await UntilAsync(db => db.Documents.AnyAsync(d => d.State == DocumentState.Indexed));
        _folder.Write("b.md", "Another text");
        var id = (await (await ContextAsync()).Sources.SingleAsync(s => s.Kind == SourceKind.Folder)).Id;
        // Behind the door that refuses anything oftener than once a minute.
        await using (var db = await ContextAsync()) await db.Sources.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Cron, "* * * * * ?"));
        await _service.Services.GetRequiredService<SourceSchedule>().ApplyAsync(id, CancellationToken.None);
        await UntilAsync(async db => await db.Documents.CountAsync(d => d.State == DocumentState.Indexed) == 2);
        await _admin.PostAsync($"/api/folders/{id}/pause", null);
    }

    [Theory]
    [InlineData("{\"path\":\"/etc\"}")]
    [InlineData("{\"path\":\"FOLDER\",\"cron\":\"often\"}")]
    [InlineData("{\"path\":\"FOLDER\",\"exclude\":\"../*\"}")]
    public async Task WhatCannotBeIsRefusedInWords(string body)
    {
        using var content = new StringContent(body.Replace("FOLDER", _folder.Path, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        var answer = await _admin.PostAsync($"/api/collections/{_collection}/folders", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task MembersHaveNoPartInIt()
    {
        var member = await _service.SignedInAsync("member");
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync("/api/folders")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.PostAsJsonAsync($"/api/collections/{_collection}/folders", new { path = _folder.Path })).StatusCode);
    }

    [Fact]
    public async Task TheSyncCommandTriesOutAndRuns()
    {
        await _service.Services.GetRequiredService<SourceSetup>().AddFolderAsync(_collection, _folder.Path, CancellationToken.None);
        _folder.Write("a.md", "Text of a");
        var dry = await Ragdocs.RunAsync(_data.Path, "sync", "--dry-run", "--json");
        Assert.True(dry.ExitCode == 0, dry.Errors);
        Assert.Equal("a.md", JsonDocument.Parse(dry.Lines.Single()).RootElement.GetProperty("added")[0].GetString());
        await using var db = await ContextAsync();
        Assert.False(await db.Documents.AnyAsync());
        Assert.Equal(2, (await Ragdocs.RunAsync(_data.Path, "sync", "/no/such")).ExitCode);
        var run = await Ragdocs.RunAsync(_data.Path, "sync", _folder.Path);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(DocumentState.Indexed, (await db.Documents.SingleAsync()).State);
    }

    private Task<RunningService> StartAsync() =>
        RunningService.StartAsync(_data.Path, new Dictionary<string, string?> { ["Ingest:FolderRoots:0"] = _folder.Path });

    private async Task<long> AddAsync(object folder)
    {
        var answer = await _admin.PostAsJsonAsync($"/api/collections/{_collection}/folders", folder);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    private async Task<DateTimeOffset?> NextAsync(long id)
    {
        var line = (await _service.Services.GetRequiredService<SourceActions>().ListAsync(CancellationToken.None)).Single(s => s.Id == id);
        return await _service.Services.GetRequiredService<SourceSchedule>().NextAsync(line, CancellationToken.None);
    }

    private async Task<ITrigger?> TriggerAsync(long id)
    {
        var scheduler = await _service.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        return await scheduler.GetTrigger(new TriggerKey(id.ToString(System.Globalization.CultureInfo.InvariantCulture), "sources"));
    }

    private Task<RagDocsDbContext> ContextAsync() =>
        _service.Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();

    private async Task UntilAsync(Func<RagDocsDbContext, Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var db = await ContextAsync();
        while (!await reached(db)) await Task.Delay(50, patience.Token);
    }
}
