namespace RagDocs.Generation.OpenAi;

/// <summary>How long to wait before a request is sent again (pure).</summary>
internal static class RetryBackoff
{
    /// <param name="failures">How often it failed so far, from 1.</param>
    /// <param name="wanted">What the server asked for.</param>
    /// <param name="jitter">0 to 1: spreads clients that failed together over half of the pause.</param>
    /// <returns>Null: do not try again.</returns>
    public static TimeSpan? Before(int failures, TimeSpan? wanted, ModelServerOptions options, double jitter)
    {
        if (failures > options.Retries || wanted > options.LongestRetryDelay) return null;
        var pause = options.RetryDelay * Math.Pow(2, failures - 1) * (1 + jitter / 2);
        var longest = pause < options.LongestRetryDelay ? pause : options.LongestRetryDelay;
        return wanted > longest ? wanted : longest;
    }
}
