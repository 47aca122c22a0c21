namespace RagDocs.Generation.Llama.Server;

/// <summary>Looks once a second whether the process has grown above its limit.</summary>
internal static class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <returns>The resident bytes that were too many; never without a limit.</returns>
    public static async Task<long> ExceededAsync(long? limit, Func<long> resident, TimeProvider time, CancellationToken cancellationToken)
    {
        if (limit is null) await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        while (true)
        {
            if (resident() is var now && now > limit) return now;
            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
