namespace RagDocs.Ingest.Readers.Mail;

/// <summary>Lines of bytes that end in CR LF, or in LF alone as mails on disk often do.</summary>
internal static class MimeLines
{
    /// <summary>The line at a position, without its end; the position moves behind it.</summary>
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bytes, ref int position)
    {
        var rest = bytes[position..];
        var end = rest.IndexOf((byte)'\n');
        position = end < 0 ? bytes.Length : position + end + 1;
        var line = end < 0 ? rest : rest[..end];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
