using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using Quartz;
using RagDocs.Ingest;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Nightly;

namespace RagDocs.Web.Cli;

/// <summary>Lists what runs, what ran lately, what waits, and when the nightly run comes next.</summary>
internal static class JobsCommand
{
    private const int Newest = 20;

    public static Command Create()
    {
        var command = new Command("jobs", "Lists runs, what waits in the queue, and when the nightly run comes next");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult command, CancellationToken cancellationToken)
    {
        using var services = await CommandServices.OpenAsync(command, cancellationToken);
        var summary = await services.Get<JobsBoard>().SummaryAsync(cancellationToken);
        var runs = await services.Get<Runs>().ListAsync(Newest, cancellationToken);
        var next = Next(services);
        if (command.GetValue(CommonOptions.Json))
        {
            Console.WriteLine(CommandServices.ToJson(new
            {
                queue = new { summary.Running, summary.Waiting, secondsLeft = summary.TimeLeft?.Left.TotalSeconds, rough = summary.TimeLeft?.Rough },
                nextNightly = next, runs,
            }));
            return CommandLine.Done;
        }

        Console.WriteLine($"Queue: {summary.Running} in work, {summary.Waiting} waiting{(summary.TimeLeft is { } left ? $", about {left.Left:h\\:mm\\:ss} left" : "")}");
        Console.WriteLine($"Next nightly run: {next?.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture) ?? "never"}");
        foreach (var run in runs)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{run.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm}  {run.State,-14} {run.Kind} {run.Subject}: {run.Finished} of {run.Total}, {run.Failed} failed{(run.Problem is null ? "" : $"  ({run.Problem})")}"));
        }

        return CommandLine.Done;
    }

    // The schedule runs in the service; here only its rule is asked.
    private static DateTimeOffset? Next(CommandServices services)
    {
        var (cron, zone) = (services.Get<IOptions<IngestOptions>>().Value.NightlyCron, services.Get<NightlyClock>().Zone);
        var trigger = TriggerBuilder.Create().WithCronSchedule(cron, schedule => schedule.InTimeZone(zone)).Build();
        return trigger.GetFireTimeAfter(services.Get<TimeProvider>().GetUtcNow()) is { } next ? TimeZoneInfo.ConvertTime(next, zone) : null;
    }
}
