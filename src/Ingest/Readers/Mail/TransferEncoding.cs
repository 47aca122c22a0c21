using System.Buffers.Text;

namespace RagDocs.Ingest.Readers.Mail;

/// <summary>Undoes base64 and quoted-printable (RFC 2045, section 6), leniently: what is wrong in them costs its own bytes only.</summary>
internal static class TransferEncoding
{
    public static byte[] Decode(ReadOnlySpan<byte> body, string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(body),
        "quoted-printable" => QuotedPrintable(body),
        _ => body.ToArray(),
    };

    public static byte[] Base64(ReadOnlySpan<byte> body)
    {
        var digits = new byte[body.Length + 3];
        var count = 0;
        foreach (var b in body)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/') digits[count++] = b;
        }

        // A single digit left over holds less than a byte.
        if (count % 4 == 1) count--;
        while (count % 4 != 0) digits[count++] = (byte)'=';
        Base64Decode(digits.AsSpan(0, count), out var decoded);
        return decoded;
    }

    private static void Base64Decode(Span<byte> digits, out byte[] decoded)
    {
        System.Buffers.Text.Base64.DecodeFromUtf8InPlace(digits, out var written);
        decoded = digits[..written].ToArray();
    }

    private static byte[] QuotedPrintable(ReadOnlySpan<byte> body)
    {
        var decoded = new byte[body.Length];
        var count = 0;
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '=')
            {
                decoded[count++] = body[i];
                continue;
            }

            if (SoftBreak(body[i..]) is > 0 and var skipped) i += skipped - 1;
            else if (i + 2 < body.Length && Utf8Parser.TryParse(body.Slice(i + 1, 2), out byte value, out var used, 'x') && used == 2)
            {
                decoded[count++] = value;
                i += 2;
            }
            else decoded[count++] = body[i];
        }

        return decoded[..count];
    }

    /// <summary>Length of "=", white space and a line end; 0 when something else follows.</summary>
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        var i = 1;
        while (i < rest.Length && rest[i] is (byte)' ' or (byte)'\t' or (byte)'\r') i++;
        return i >= rest.Length || rest[i] == '\n' ? Math.Min(i + 1, rest.Length) : 0;
    }
}
