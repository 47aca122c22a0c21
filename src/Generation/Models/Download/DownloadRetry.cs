namespace RagDocs.Generation.Models.Download;

/// <summary>How often a broken download goes on by itself.</summary>
/// <param name="Tries">In a row without a single new byte.</param>
/// <param name="FirstDelay">Doubled each time.</param>
/// <param name="Patience">Without a byte for this long, the connection counts as broken.</param>
/// <param name="LongestWait">A server that asks for more (Retry-After) is left alone until a person tries again.</param>
internal sealed record DownloadRetry(int Tries, TimeSpan FirstDelay, TimeSpan Patience, TimeSpan LongestWait)
{
    public static DownloadRetry Default { get; } = new(6, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(5));

    /// <param name="failures">1 after the first.</param>
    public TimeSpan DelayAfter(int failures) => FirstDelay * Math.Pow(2, Math.Min(failures, 6) - 1);
}
