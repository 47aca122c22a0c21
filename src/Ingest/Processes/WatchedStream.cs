namespace RagDocs.Ingest.Processes;

/// <summary>A child's standard output, counted against its limit.</summary>
internal sealed class WatchedStream(Stream output, ProcessWatch watch, long limit) : Stream
{
    private long _total;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _total; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = output.Read(buffer);
        if (read > 0) watch.Heard();
        _total += read;
        if (_total > limit) watch.Pass($"it gave more than {limit / (1024 * 1024)} MB of output");
        watch.ThrowIfPassed();
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
