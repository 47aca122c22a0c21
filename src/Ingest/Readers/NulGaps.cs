namespace RagDocs.Ingest.Readers;

/// <summary>A text with line feeds in place of its NUL characters, which stand where a part of a file was lost.</summary>
internal sealed class NulGaps(TextReader text) : TextReader
{
    /// <summary>NUL characters met up to now.</summary>
    public long Count { get; private set; }

    public override int Read(Span<char> buffer)
    {
        var read = text.Read(buffer);
        var characters = buffer[..read];
        if (!characters.Contains('\0')) return read;
        Count += characters.Count('\0');
        characters.Replace('\0', '\n');
        return read;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }
}
