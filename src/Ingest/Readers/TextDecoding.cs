using System.Text;
using System.Text.RegularExpressions;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>
/// Finds out how a text file is encoded: byte order mark, else UTF-16 or UTF-32 by where their high bytes stand, else valid UTF-8, else what
/// the file declares, else what its bytes make clear (<see cref="LegacyEncoding"/>).
/// </summary>
internal static partial class TextDecoding
{
    private const int SampleSize = 4096;

    // Lenient: a wrong byte becomes a replacement character rather than the end of the file.
    private static readonly UTF8Encoding Utf8 = new(false, false);

    /// <summary>Reads a whole file as text.</summary>
    /// <exception cref="DocumentReadException">The file is larger than the options allow.</exception>
    public static async Task<string> ReadAsync(string path, ReaderOptions options, CancellationToken cancellationToken)
    {
        CheckSize(path, options);
        return Decode(await File.ReadAllBytesAsync(path, cancellationToken));
    }

    /// <exception cref="DocumentReadException">The file is larger than the options allow.</exception>
    public static void CheckSize(string path, ReaderOptions options) => CheckSize(path, options.MaxTextMegabytes, "text files");

    /// <exception cref="DocumentReadException">The file is larger than that.</exception>
    public static void CheckSize(string path, int megabytes, string kind)
    {
        var size = new FileInfo(path).Length;
        if (size <= megabytes * 1024L * 1024L) return;
        throw new DocumentReadException(
            DocumentState.Refused,
            $"The file has {(size + (1 << 20) - 1) >> 20:N0} MB, and {kind} may have {megabytes:N0} MB. Split it, or raise the limit in the settings.");
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) return Utf8.GetString(bytes[3..]);
        if (WideEncoding(bytes) is { } wide) return wide.GetString(WithoutMark(bytes, wide));
        return IsUtf8(bytes) ? Utf8.GetString(bytes) : (Declared(bytes) ?? LegacyEncoding.Guess(bytes)).GetString(bytes);
    }

    /// <summary>Opens a text file that is too long to be held as a whole; closing the reader closes the file.</summary>
    public static TextReader Open(string path) => new StreamReader(path, EncodingOf(path), detectEncodingFromByteOrderMarks: true);

    /// <summary>How a file is encoded, found out without holding it as a whole.</summary>
    public static Encoding EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
        var sample = new byte[SampleSize * 16];
        sample = sample[..file.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false)];
        var encoding = WideEncoding(sample);
        if (encoding is null && IsUtf8(file, sample)) encoding = Utf8;
        return encoding ?? Declared(sample) ?? LegacyEncoding.Guess(sample);
    }

    /// <summary>UTF-16 or UTF-32 by its mark or by where its high bytes stand; null for encodings of single bytes.</summary>
    public static Encoding? WideEncoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return Encoding.UTF32;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return new UTF32Encoding(bigEndian: true, byteOrderMark: true);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        return bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode : WideText.Guess(bytes[..Math.Min(bytes.Length, SampleSize)]);
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        bytes.StartsWith(encoding.Preamble) ? bytes[encoding.Preamble.Length..] : bytes;

    private static bool IsUtf8(Stream rest, byte[] sample)
    {
        var buffer = new byte[SampleSize * 16];
        var kept = Utf8Rest(sample);
        if (kept < 0) return false;
        sample.AsSpan(sample.Length - kept).CopyTo(buffer);
        while (rest.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            var block = buffer.AsSpan(0, kept + read);
            kept = Utf8Rest(block);
            if (kept < 0) return false;
            block[^kept..].CopyTo(buffer);
        }

        return true;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => Utf8Rest(bytes) >= 0;

    /// <summary>Length of a character cut off at the end, which proves nothing; -1 when the rest is not UTF-8.</summary>
    private static int Utf8Rest(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return 0;
        for (var cut = 1; cut <= 3 && cut < bytes.Length; cut++)
        {
            if (bytes[^cut] >= 0xC0) return System.Text.Unicode.Utf8.IsValid(bytes[..^cut]) ? cut : -1;
            if (bytes[^cut] < 0x80) return -1;
        }

        return -1;
    }

    /// <summary>The encoding an HTML or XML file names in its first lines; null when it names none that is known.</summary>
    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var match = Charset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, SampleSize)]));
        if (!match.Success) return null;
        return Named(match.Groups["name"].Value) is { } named && named.CodePage is not (1200 or 1201 or 65001) ? named : null;
    }

    /// <summary>An encoding by a name that a file gives it; null when there is none of that name.</summary>
    public static Encoding? Named(string name)
    {
        try
        {
            var known = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            // Browsers read Latin-1 as Windows-1252, and so do we.
            return known.CodePage is 28591 or 20127 ? LegacyEncoding.Western : known;
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<[?!a-zA-Z][^>]*(charset|encoding)\s*=\s*["']?(?<name>[A-Za-z0-9_:.-]{2,40})""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Charset();
}
