namespace RagDocs.Generation.Models;

/// <summary>How far a download, copy or check is.</summary>
/// <param name="Bytes">Done, those of an earlier try included.</param>
/// <param name="Total">Null when not known.</param>
/// <param name="BytesPerSecond">Over this try; 0 in its first moments.</param>
/// <param name="Left">Time left at that speed, when known.</param>
public sealed record TransferProgress(long Bytes, long? Total, double BytesPerSecond, TimeSpan? Left)
{
    /// <summary>The connection broke or the server is busy: the time until it is tried again; null while bytes come.</summary>
    public TimeSpan? NextTry { get; init; }
}
