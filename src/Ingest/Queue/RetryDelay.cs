namespace RagDocs.Ingest.Queue;

/// <summary>Exponential back-off with jitter, so that documents that failed together do not come back together.</summary>
internal static class RetryDelay
{
    private const double BaseSeconds = 5;

    /// <param name="attempt">The attempt that failed, counted from 1.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan After(int attempt, double jitter) => TimeSpan.FromSeconds(BaseSeconds * Math.Pow(2, attempt) * (1 + jitter / 2));
}
