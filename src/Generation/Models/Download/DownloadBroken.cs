namespace RagDocs.Generation.Models.Download;

/// <summary>The connection broke or the server is busy: worth another try.</summary>
internal sealed class DownloadBroken(string message, TimeSpan? retryAfter = null) : IOException(message)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
