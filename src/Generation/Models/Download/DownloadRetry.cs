namespace RagDocs.Generation.Models.Download;

/// <summary>How often a broken download goes on by itself.</summary>
/// <param name="Tries">In a row without a single new byte.</param>
/// <param name="FirstDelay">Doubled each time.</param>
/// <param name="Patience">Without a byte for this long, the connection counts as broken.</param>
internal sealed record DownloadRetry(int Tries, TimeSpan FirstDelay, TimeSpan Patience)
{
    public static DownloadRetry Default { get; } = new(6, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    /// <param name="failures">1 after the first.</param>
    public TimeSpan DelayAfter(int failures) => FirstDelay * Math.Pow(2, Math.Min(failures, 6) - 1);
}
