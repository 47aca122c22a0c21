using System.Text;
using System.Text.Unicode;

namespace RagDocs.Ingest.Readers;

/// <summary>Opens a text file that is too large to be held in memory, to be read piece by piece, where its encoding is beyond doubt.</summary>
internal static class LargeText
{
    private const int BufferBytes = 1 << 16;
    private const long LargeBytes = 8L << 20;
    private const int LongestCharacter = 4;

    /// <returns>Null for a file that is not large, or neither valid UTF-8 nor marked as UTF-16, or that has NUL bytes: it is read whole.</returns>
    /// <exception cref="DocumentReadException">The file is larger than the options allow.</exception>
    public static async Task<StreamReader?> OpenAsync(string path, ReaderOptions options, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length <= LargeBytes) return null;
        TextDecoding.CheckSize(path, options);
        await using (var file = Open(path))
        {
            var head = new byte[LongestCharacter];
            _ = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            var isWide = head.AsSpan().StartsWith(Encoding.Unicode.Preamble) || head.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble);
            file.Position = 0;
            if (!isWide && !await IsUtf8Async(file, cancellationToken)) return null;
        }

        return new StreamReader(Open(path), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferBytes);
    }

    private static async Task<bool> IsUtf8Async(FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        int kept = 0, read;
        while ((read = await file.ReadAsync(buffer.AsMemory(kept), cancellationToken)) > 0)
        {
            var bytes = buffer.AsMemory(0, kept + read);
            if (bytes.Span.Contains((byte)0)) return false;
            // The last character may go on in the next piece.
            kept = Unfinished(bytes.Span);
            if (!Utf8.IsValid(bytes.Span[..^kept])) return false;
            bytes[^kept..].CopyTo(buffer);
        }

        return kept == 0;
    }

    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back < LongestCharacter && back <= bytes.Length; back++)
        {
            var b = bytes[^back];
            if (b < 0x80) return 0;
            if (b >= 0xC0) return back < (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) ? back : 0;
        }

        return 0;
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
}
