using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RagDocs.Ingest;
using RagDocs.Ingest.Jobs;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>Server folders are brought in step by the scheduler, not by whoever asked for it.</summary>
public sealed class ServerFolderTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RunningService _service = null!;
    private long _source;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        await using var db = await ContextAsync();
        var collection = await _service.CollectionAsync("Policies", open: true);
        // The allowed roots are a setting of the process; the test connects its folder behind that door.
        var source = new Source { CollectionId = collection, Kind = SourceKind.Folder, FolderPath = _folder.Path };
        db.Add(source);
        await db.SaveChangesAsync();
        _source = source.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AFolderJustConnectedIsReadAtOnce()
    {
        _folder.Write("leave.md", "# Leave\n\nThere are 28 days.");
        await _service.Services.GetRequiredService<JobsBoard>().SyncFolderNowAsync(_source, CancellationToken.None);
        await UntilAsync(db => db.Documents.AnyAsync(d => d.State == DocumentState.Indexed));
    }

    [Fact]
    public async Task TheNightlyJobRunsOnDemandAndIsReportedAlsoWithoutAnyChange()
    {
        var board = _service.Services.GetRequiredService<JobsBoard>();
        await board.RunNightlyNowAsync(CancellationToken.None);
        await UntilAsync(db => db.IngestRuns.AnyAsync(r => r.Kind == RunKind.Nightly && r.State == RunState.Done));
        var summary = await board.SummaryAsync(CancellationToken.None);
        Assert.Equal(new RunReport(0, 0, 0, 0, 0, 0), summary.LastNightly?.Report);
        Assert.NotNull(summary.NextNightly);
    }

    private Task<RagDocsDbContext> ContextAsync() =>
        _service.Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();

    private async Task UntilAsync(Func<RagDocsDbContext, Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var db = await ContextAsync();
        while (!await reached(db)) await Task.Delay(50, patience.Token);
    }
}
