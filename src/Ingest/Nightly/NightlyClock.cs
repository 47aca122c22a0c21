using Microsoft.Extensions.Options;

namespace RagDocs.Ingest.Nightly;

/// <summary>The time zone nights and report dates are counted in.</summary>
public sealed class NightlyClock(IOptions<IngestOptions> options)
{
    public TimeZoneInfo Zone { get; } = ZoneOf(options.Value.NightlyTimeZone);

    public DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    /// <param name="name">As IANA names it ("Europe/Berlin"); empty for the server's.</param>
    /// <exception cref="InvalidOperationException">There is no such zone.</exception>
    internal static TimeZoneInfo ZoneOf(string name)
    {
        if (string.IsNullOrWhiteSpace(name)) return TimeZoneInfo.Local;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name.Trim(), out var zone)
            ? zone
            : throw new InvalidOperationException(
                $"The setting Ingest:NightlyTimeZone names no time zone that this server knows: {name}. Write it as in Europe/Berlin, or install tzdata.");
    }
}
