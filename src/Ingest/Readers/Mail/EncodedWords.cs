using System.Text;
using System.Text.RegularExpressions;

namespace RagDocs.Ingest.Readers.Mail;

/// <summary>Decodes header text like "=?utf-8?Q?Z=C3=BCrich?=" (RFC 2047).</summary>
internal static partial class EncodedWords
{
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal)) return text;
        var decoded = new StringBuilder();
        var pending = new List<byte>();
        var charset = "";
        var position = 0;
        foreach (var word in Word().EnumerateMatches(text))
        {
            var between = text.AsSpan(position, word.Index - position);
            var parts = text.Substring(word.Index, word.Length).Split('?');
            // White space between two words is there for the line's length only; and a character may begin in one and end in the next.
            if (position == 0 || !between.IsWhiteSpace() || !parts[1].Equals(charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush(decoded, pending, charset);
                if (position == 0 || !between.IsWhiteSpace()) decoded.Append(between);
            }

            charset = parts[1];
            pending.AddRange(parts[2] is "B" or "b" ? TransferEncoding.Base64(Encoding.ASCII.GetBytes(parts[3])) : Unescape(parts[3].Replace('_', ' '), '='));
            position = word.Index + word.Length;
        }

        Flush(decoded, pending, charset);
        return decoded.Append(text.AsSpan(position)).ToString();
    }

    /// <summary>Turns an escape sign and two hexadecimal digits into a byte.</summary>
    public static byte[] Unescape(string text, char escape)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == escape && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else if (text[i] < 128) bytes.Add((byte)text[i]);
            else bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
        }

        return [.. bytes];
    }

    private static void Flush(StringBuilder decoded, List<byte> pending, string charset)
    {
        // A language may follow the character set after a star (RFC 2231).
        decoded.Append(MailText.Decode([.. pending], charset.Split('*')[0]));
        pending.Clear();
    }

    [GeneratedRegex(@"=\?[A-Za-z0-9_.:*+-]{1,60}\?[BbQq]\?[^?\s]*\?=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
