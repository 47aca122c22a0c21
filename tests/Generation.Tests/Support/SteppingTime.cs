namespace RagDocs.Generation.Tests.Support;

/// <summary>A clock that moves by one step each time it is read.</summary>
internal sealed class SteppingTime(TimeSpan step) : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now += step.Ticks;
}
