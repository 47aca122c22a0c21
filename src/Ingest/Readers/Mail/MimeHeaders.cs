using System.Text;

namespace RagDocs.Ingest.Readers.Mail;

/// <summary>The header lines of a message or a part (RFC 5322), unfolded.</summary>
internal sealed class MimeHeaders
{
    private const int LongestBytes = 512 * 1024;
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parses the lines up to the first empty one. Of a field that stands twice the first counts.</summary>
    /// <param name="bodyStart">Offset of the first byte after the empty line.</param>
    public static MimeHeaders Parse(ReadOnlySpan<byte> bytes, out int bodyStart)
    {
        var headers = new MimeHeaders();
        var field = new StringBuilder();
        bodyStart = 0;
        while (bodyStart < bytes.Length && bodyStart < LongestBytes)
        {
            var line = MimeLines.Next(bytes, ref bodyStart);
            if (line.IsEmpty) break;
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                field.Append(' ').Append(MailText.Raw(line).Trim());
                continue;
            }

            headers.Add(field);
            field.Append(MailText.Raw(line));
        }

        headers.Add(field);
        return headers;
    }

    /// <summary>A field with its encoded words decoded, on one line; empty when it is missing.</summary>
    public string Text(string name) => TextCleaning.OneLine(EncodedWords.Decode(Raw(name)), longest: 4_000);

    /// <summary>A field as it stands; empty when it is missing.</summary>
    public string Raw(string name) => _fields.GetValueOrDefault(name, "");

    private void Add(StringBuilder field)
    {
        var text = field.ToString();
        field.Clear();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0) _fields.TryAdd(text[..colon].TrimEnd(), text[(colon + 1)..].Trim());
    }
}
