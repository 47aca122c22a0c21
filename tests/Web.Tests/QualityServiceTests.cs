using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using RagDocs.Ingest.Jobs;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;
using RagDocs.TestSupport;

namespace RagDocs.Web.Tests;

/// <summary>What the running service does with quality sets by itself.</summary>
public sealed class QualityServiceTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task AfterAStartWithOtherSettingsSearchIsMeasuredInTheBackground()
    {
        long set;
        await using (var before = await RunningService.StartAsync(_data.Path))
        {
            var admin = await before.SignedInAsync("admin", UserRole.Administrator);
            var uploaded = await before.UploadAsync(admin, await before.CollectionAsync("HR", open: false), ("leave.md", "There are 28 days of annual leave."));
            var sets = before.Services.GetRequiredService<QualitySets>();
            set = await sets.CreateAsync("Staff", CancellationToken.None);
            var place = new NewPlace(uploaded.Files[0].DocumentId!.Value, null, "28 days of annual leave");
            await sets.AddAsync(set, "How many days of leave are there?", null, [place], CancellationToken.None);
            await before.Services.GetRequiredService<QualityMeasurement>().RunAsync(set, QualityCause.AskedFor, null, CancellationToken.None);
        }

        await using var after = await RunningService.StartAsync(_data.Path, new Dictionary<string, string?> { ["Retrieval:KeywordWeight"] = "0.5" });
        await TriggerAsync(after, "measure-quality");

        var measurement = after.Services.GetRequiredService<QualityMeasurement>();
        await UntilAsync(async () => (await measurement.HistoryAsync(set, CancellationToken.None)).Count > 1);
        var last = (await measurement.HistoryAsync(set, CancellationToken.None))[^1];
        Assert.Equal((QualityCause.SettingsChange, "KeywordWeight=0.5", 1.0), (last.Cause, last.Settings, last.Ndcg));
    }

    [Fact]
    public async Task ARefusedIndexStandsOnTheJobsPageAndIsUsedWhenAnAdministratorWantsIt()
    {
        await using var service = await RunningService.StartAsync(_data.Path);
        var admin = await service.SignedInAsync("admin", UserRole.Administrator);
        await service.UploadAsync(admin, await service.CollectionAsync("HR", open: true), ("leave.md", "There are 28 days of annual leave."));
        var refused = await RefuseAsync(service);
        var page = await admin.GetStringAsync("/jobs");
        Assert.Contains("The new index was refused: it finds less", page, StringComparison.Ordinal);
        Assert.Contains("Use it anyway", page, StringComparison.Ordinal);

        await service.Services.GetRequiredService<JobsBoard>().UseRefusedIndexAsync(CancellationToken.None);

        var generations = service.Services.GetRequiredService<IndexGenerations>();
        await UntilAsync(async () => (await generations.ActiveAsync(CancellationToken.None)).Id == refused);
        Assert.DoesNotContain("Use it anyway", await admin.GetStringAsync("/jobs"), StringComparison.Ordinal);
    }

    /// <summary>A new index as the gate leaves it.</summary>
    private static async Task<long> RefuseAsync(RunningService service)
    {
        var set = await service.Services.GetRequiredService<QualitySets>().CreateAsync("Staff", CancellationToken.None);
        await using var db = await service.Services.GetRequiredService<IDbContextFactory<RagDocsDbContext>>().CreateDbContextAsync();
        var active = await db.IndexGenerations.SingleAsync();
        var refused = new IndexGeneration
        {
            Model = active.Model, ModelHash = active.ModelHash, Dimensions = active.Dimensions, Chunker = active.Chunker, State = GenerationState.Failed,
            Problem = "The new index finds less.",
        };
        db.Add(refused);
        await db.SaveChangesAsync();
        db.Add(new QualityRun { SetId = set, GenerationId = refused.Id, Refused = true });
        await db.SaveChangesAsync();
        return refused.Id;
    }

    private static async Task TriggerAsync(RunningService service, string job)
    {
        var scheduler = await service.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(CancellationToken.None);
        await scheduler.TriggerJob(new JobKey(job));
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(50, patience.Token);
    }
}
