using Quartz;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>What a person may choose about a server folder.</summary>
/// <param name="Include">Patterns, one a line; empty takes everything.</param>
/// <param name="Exclude">Patterns, one a line; they win.</param>
/// <param name="Cron">Cron expression of Quartz (seconds first); null for the nightly job.</param>
/// <param name="TimeZone">For example "Europe/Berlin"; null for the server's.</param>
public sealed record FolderSettings(string Include = "", string Exclude = "", string? Cron = null, string? TimeZone = null)
{
    /// <summary>A sync is more work than a look: not oftener than this.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The same without blanks around, once it is known to be possible.</summary>
    /// <exception cref="SetupException">A pattern, the schedule or the time zone cannot be meant so.</exception>
    public FolderSettings Checked(TimeProvider time)
    {
        PathPatterns.Parse(Include, Exclude);
        var zone = string.IsNullOrWhiteSpace(TimeZone) ? null : TimeZone.Trim();
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new SetupException($"The server knows no time zone “{zone}”. Name one like Europe/Berlin, or leave it empty for the server's own.");
        }

        var cron = string.IsNullOrWhiteSpace(Cron) ? null : Cron.Trim();
        if (cron is not null) CheckSchedule(cron, time.GetUtcNow());
        return new FolderSettings(Include.Trim(), Exclude.Trim(), cron, zone);
    }

    internal void ApplyTo(Source source) => (source.Include, source.Exclude, source.Cron, source.TimeZone) = (Include, Exclude, Cron, TimeZone);

    private static void CheckSchedule(string cron, DateTimeOffset now)
    {
        if (!CronExpression.TryParse(cron, out var schedule))
        {
            throw new SetupException($"“{cron}” is no schedule. Give second, minute, hour, day of month, month and day of week, for example “0 30 6 ? * MON-FRI” for 06:30 on workdays.");
        }

        if (schedule.GetNextValidTimeAfter(now) is not { } first) throw new SetupException($"The schedule “{cron}” never comes. Choose one in the future.");
        if (schedule.GetNextValidTimeAfter(first) is { } second && second - first < Shortest) throw new SetupException("A folder can be brought in step once a minute at most.");
    }
}
