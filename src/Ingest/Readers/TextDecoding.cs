using System.Text;
using System.Text.RegularExpressions;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>Finds out how a text file is encoded: byte order mark, else valid UTF-8, else UTF-16 by its NUL bytes, else Windows-1252.</summary>
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
    public static void CheckSize(string path, ReaderOptions options)
    {
        var size = new FileInfo(path).Length;
        if (size > options.MaxTextMegabytes * 1024L * 1024L)
        {
            throw new DocumentReadException(
                DocumentState.Refused,
                $"The file has {size / (1024 * 1024):N0} MB, and text files may have {options.MaxTextMegabytes:N0} MB. Split it, or raise the limit in the settings.");
        }
    }

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) return Utf8.GetString(bytes[3..]);
        if (WideEncoding(bytes) is { } wide) return wide.GetString(WithoutMark(bytes, wide));
        return IsUtf8(bytes) ? Utf8.GetString(bytes) : (Declared(bytes) ?? Windows1252).GetString(bytes);
    }

    /// <summary>UTF-16 or UTF-32 by its mark, or UTF-16 by where its NUL bytes stand; null for encodings of single bytes.</summary>
    public static Encoding? WideEncoding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return Encoding.UTF32;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;

        var sample = bytes[..(Math.Min(bytes.Length, SampleSize) & ~1)];
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            if (sample[i] == 0) even++;
            if (sample[i + 1] == 0) odd++;
        }

        // Western text in UTF-16 has a NUL in nearly every pair, always on the same side.
        var pairs = sample.Length / 2;
        if (pairs < 2) return null;
        if (odd * 2 > pairs && even * 20 < pairs) return Encoding.Unicode;
        return even * 2 > pairs && odd * 20 < pairs ? Encoding.BigEndianUnicode : null;
    }

    private static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        bytes.StartsWith(encoding.Preamble) ? bytes[encoding.Preamble.Length..] : bytes;

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        // A sample may end inside a character; up to three bytes at the end prove nothing.
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return true;
        for (var cut = 1; cut <= 3 && cut < bytes.Length; cut++)
        {
            if (bytes[^cut] >= 0xC0) return System.Text.Unicode.Utf8.IsValid(bytes[..^cut]);
            if (bytes[^cut] < 0x80) return false;
        }

        return false;
    }

    /// <summary>The encoding an HTML or XML file names in its first lines; null when it names none that is known.</summary>
    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        var match = Charset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, SampleSize)]));
        if (!match.Success) return null;
        var name = match.Groups["name"].Value;
        try
        {
            // Browsers read Latin-1 as Windows-1252, and so do we.
            var known = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return known.CodePage == 28591 || !known.IsSingleByte && known.CodePage is 1200 or 1201 or 65001 ? null : known;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""<[?!a-zA-Z][^>]*(charset|encoding)\s*=\s*["']?(?<name>[A-Za-z0-9_:.-]{2,40})""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Charset();
}
