namespace RagDocs.Generation.Llama.Engine.Queue;

/// <summary>How long the last requests took, to tell those who are turned away when to come back.</summary>
/// <param name="parallel">Requests served at the same time.</param>
internal sealed class ServiceTimes(int parallel)
{
    private const int Remembered = 16;
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _recent = new();

    public void Add(TimeSpan service)
    {
        lock (_lock)
        {
            _recent.Enqueue(service);
            if (_recent.Count > Remembered)
                _recent.Dequeue();
        }
    }

    /// <summary>When the next place in the queue is likely to be free: one request leaves it whenever one of the running ones ends.</summary>
    public TimeSpan UntilAPlaceIsFree()
    {
        lock (_lock)
        {
            var mean = _recent.Count == 0 ? Unknown : TimeSpan.FromTicks((long)_recent.Average(t => t.Ticks));
            return TimeSpan.FromTicks(Math.Clamp((mean / parallel).Ticks, Shortest.Ticks, Longest.Ticks));
        }
    }
}
