using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using RagDocs.Ingest.Nightly;
using RagDocs.Retrieval.Store.Sqlite;

namespace RagDocs.Ingest.Jobs;

/// <summary>What runs when. Schedules live in a database of their own, so that a fired job survives a restart.</summary>
public static class JobSchedule
{
    private const string FileName = "quartz.db";

    /// <summary>How often the queue is looked at without being woken: for retries that are due and leases that ran out.</summary>
    private static readonly TimeSpan DrainEvery = TimeSpan.FromSeconds(15);

    /// <summary>How often it is looked whether search has to be measured again.</summary>
    private static readonly TimeSpan CompareEvery = TimeSpan.FromMinutes(1);

    /// <summary>Registers the scheduler and its jobs; they run in the process that hosts them.</summary>
    public static IServiceCollection AddJobSchedule(this IServiceCollection services, string dataFolder, IngestOptions options)
    {
        SqliteRuntime.Initialize();
        var database = new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, FileName) }.ToString();
        services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(SqliteFactory.Instance, database);
                store.ProvisionSchema();
            });
            quartz.AddJob<DrainQueueJob>(job => job.WithIdentity(DrainQueueJob.Key).StoreDurably().RequestRecovery());
            quartz.AddTrigger(trigger => trigger.ForJob(DrainQueueJob.Key).WithIdentity("drain-queue").StartNow()
                .WithSimpleSchedule(DrainEvery));
            quartz.AddJob<FillGenerationJob>(job => job.WithIdentity(FillGenerationJob.Key).StoreDurably());
            quartz.AddTrigger(trigger => trigger.ForJob(FillGenerationJob.Key).WithIdentity("fill-generation").StartNow()
                .WithSimpleSchedule(DrainEvery));
            quartz.AddJob<MeasureQualityJob>(job => job.WithIdentity(MeasureQualityJob.Key).StoreDurably());
            quartz.AddTrigger(trigger => trigger.ForJob(MeasureQualityJob.Key).WithIdentity("measure-quality").StartNow()
                .WithSimpleSchedule(CompareEvery));
            quartz.AddJob<SyncFolderJob>(job => job.WithIdentity(SyncFolderJob.Key).StoreDurably().RequestRecovery());
            quartz.AddJob<NightlyJob>(job => job.WithIdentity(NightlyJob.Key).StoreDurably());
            quartz.AddTrigger(trigger => trigger.ForJob(NightlyJob.Key).WithIdentity("nightly")
                .WithCronSchedule(options.NightlyCron, cron => cron.InTimeZone(NightlyClock.ZoneOf(options.NightlyTimeZone))));
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        // After the scheduler, which brings the jobs.
        services.AddHostedService<NightlyResume>();
        services.AddHostedService<SourceScheduleStart>();
        return services;
    }
}
