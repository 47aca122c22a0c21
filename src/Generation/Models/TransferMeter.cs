namespace RagDocs.Generation.Models;

/// <summary>Turns counted bytes into progress, at most four times a second.</summary>
internal sealed class TransferMeter(long before, long? total, IProgress<TransferProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _started = time.GetTimestamp();
    private long _reported = time.GetTimestamp();
    private long _bytes;

    public void Add(int bytes)
    {
        _bytes += bytes;
        if (time.GetElapsedTime(_reported) < Interval) return;
        _reported = time.GetTimestamp();
        Report();
    }

    public void Report()
    {
        var seconds = time.GetElapsedTime(_started).TotalSeconds;
        var speed = seconds > 0 ? _bytes / seconds : 0;
        TimeSpan? left = total is { } all && speed > 0 ? TimeSpan.FromSeconds(Math.Max(0, all - before - _bytes) / speed) : null;
        progress?.Report(new TransferProgress(before + _bytes, total, speed, left));
    }
}
