using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quartz;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Jobs;

/// <summary>The triggers of sources that have a schedule of their own. The catalog says what they should be; these follow it.</summary>
public sealed class SourceSchedule(IDbContextFactory<RagDocsDbContext> contexts, ISchedulerFactory? schedulers = null)
{
    private const string Group = "sources";

    /// <summary>Makes, changes or removes the trigger of a source, as its row says.</summary>
    public async Task ApplyAsync(long sourceId, CancellationToken cancellationToken)
    {
        if (schedulers is null) return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await db.Set<Source>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == sourceId, cancellationToken);
        await ApplyAsync(await schedulers.GetScheduler(cancellationToken), sourceId, source, cancellationToken);
    }

    /// <summary>All of them anew: the catalog may have been restored from a backup, or changed by the command line.</summary>
    public async Task ApplyAllAsync(CancellationToken cancellationToken)
    {
        if (schedulers is null) return;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.UnscheduleJobs(GroupMatcher<TriggerKey>.GroupEquals(Group), cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var source in await db.Set<Source>().AsNoTracking().Where(s => s.Cron != null).ToListAsync(cancellationToken))
        {
            await ApplyAsync(scheduler, source.Id, source, cancellationToken);
        }
    }

    /// <summary>When a source is synced next: by its own schedule, else with the nightly job; null when it is paused or nothing runs here.</summary>
    public async Task<DateTimeOffset?> NextAsync(Sources.SourceLine source, CancellationToken cancellationToken)
    {
        if (schedulers is null || source.Kind != SourceKind.Folder || source.PausedAt is not null) return null;
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var key = source.Settings.Cron is null ? new TriggerKey("nightly") : KeyOf(source.Id);
        return (await scheduler.GetTrigger(key, cancellationToken))?.NextFireTimeUtc;
    }

    private static async Task ApplyAsync(IScheduler scheduler, long sourceId, Source? source, CancellationToken cancellationToken)
    {
        var key = KeyOf(sourceId);
        await scheduler.UnscheduleJob(key, cancellationToken);
        if (source is not { Kind: SourceKind.Folder, Cron: { } cron, PausedAt: null }) return;
        var zone = source.TimeZone is { } named && TimeZoneInfo.TryFindSystemTimeZoneById(named, out var found) ? found : TimeZoneInfo.Local;
        // A time that passed while the server was down is made up for once, when it is back.
        var trigger = TriggerBuilder.Create().ForJob(SyncFolderJob.Key).WithIdentity(key).UsingJobData(SyncFolderJob.For(sourceId))
            .WithCronSchedule(cron, c => c.InTimeZone(zone)).Build();
        await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
    }

    private static TriggerKey KeyOf(long sourceId) => new(sourceId.ToString(CultureInfo.InvariantCulture), Group);
}
