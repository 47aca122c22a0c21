using System.Text;

namespace RagDocs.Ingest.Readers.Mail;

/// <summary>Bytes of a mail as text.</summary>
internal static class MailText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>In the named character set; where none is named, none is known or it does not fit, as the bytes themselves show.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        if (bytes.IsEmpty) return "";
        try
        {
            return Encoding(charset) is { } encoding ? encoding.GetString(bytes) : TextDecoding.Decode(bytes);
        }
        catch (DecoderFallbackException)
        {
            return TextDecoding.Decode(bytes);
        }
    }

    /// <summary>A header line before its encoded words are decoded: ASCII by the standard, UTF-8 or something older in practice.</summary>
    public static string Raw(ReadOnlySpan<byte> line) => TextDecoding.Decode(line);

    private static Encoding? Encoding(string? charset)
    {
        var name = charset?.Trim().Trim('"', '\'').ToLowerInvariant() ?? "";
        if (name is "" or "us-ascii" or "ascii" or "unknown-8bit" or "x-unknown") return null;
        if (name is "utf-8" or "utf8") return StrictUtf8;
        return TextDecoding.Named(name);
    }
}
