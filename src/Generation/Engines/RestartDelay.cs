namespace RagDocs.Generation.Engines;

/// <summary>
/// How long to wait before an engine is started again. One that never got ready waits longer each time and is given up after five starts in
/// a row. One that was ready is needed back soon, whatever ended it: its pauses stay short, and it is given up only when it keeps dying.
/// A minute of health forgets everything.
/// </summary>
/// <param name="first">The shortest pause.</param>
internal sealed class RestartDelay(TimeSpan first)
{
    public const int MostFailedStarts = 5;
    public const int MostDeaths = 30;

    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);
    private static readonly double[] AfterFailedStart = [1, 2.5, 5, 10];
    private static readonly double[] AfterDeath = [1, 2.5];

    private int _failedStarts;
    private int _deaths;

    public void Reset() => (_failedStarts, _deaths) = (0, 0);

    /// <summary>Notes an end that nobody asked for.</summary>
    /// <param name="ready">How long it had answered; null when it never did.</param>
    /// <returns>The pause before the next start; null: given up.</returns>
    public TimeSpan? Next(TimeSpan? ready)
    {
        if (ready >= Healthy) Reset();
        if (ready is null) return ++_failedStarts >= MostFailedStarts ? null : At(AfterFailedStart, _failedStarts);
        _failedStarts = 0;
        return ++_deaths >= MostDeaths ? null : At(AfterDeath, _deaths);
    }

    private TimeSpan At(double[] times, int count) => first * times[Math.Min(count, times.Length) - 1];
}
