using System.Text;

namespace RagDocs.Ingest.Readers.Mail;

/// <summary>
/// A header value with parameters (RFC 2045): "text/plain; charset=utf-8". Parameters in pieces and with a character set of their own
/// (RFC 2231: name*0*=utf-8''…) are put together; encoded words in them, which many programs write, are decoded.
/// </summary>
internal sealed class MimeField
{
    private const int MostParameters = 200;
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands before the first semicolon, in lower case.</summary>
    public string Value { get; private init; } = "";

    public static MimeField Parse(string raw)
    {
        var end = raw.IndexOf(';', StringComparison.Ordinal);
        var field = new MimeField { Value = (end < 0 ? raw : raw[..end]).Trim().ToLowerInvariant() };
        var position = end;
        for (var i = 0; i < MostParameters && position >= 0 && position < raw.Length; i++) position = field.Parameter(raw, position + 1);
        return field;
    }

    /// <summary>A parameter's value; null when it is missing.</summary>
    public string? Parameter(string name)
    {
        if (_parameters.TryGetValue(name + "*", out var extended)) return Extended(extended);
        if (_parameters.TryGetValue(name, out var plain)) return EncodedWords.Decode(plain);
        var joined = new StringBuilder();
        var isExtended = false;
        for (var i = 0; ; i++)
        {
            if (_parameters.TryGetValue($"{name}*{i}*", out var piece)) isExtended = true;
            else if (!_parameters.TryGetValue($"{name}*{i}", out piece)) break;
            joined.Append(piece);
        }

        if (joined.Length == 0) return null;
        return isExtended ? Extended(joined.ToString()) : joined.ToString();
    }

    /// <summary>Reads one "name=value" and says where the next semicolon stands; -1 at the end.</summary>
    private int Parameter(string raw, int start)
    {
        var equals = raw.IndexOf('=', start);
        if (equals < 0) return -1;
        var name = raw[start..equals].Trim();
        var position = equals + 1;
        while (position < raw.Length && raw[position] is ' ' or '\t') position++;
        var value = new StringBuilder();
        if (position < raw.Length && raw[position] == '"')
        {
            for (position++; position < raw.Length && raw[position] != '"'; position++)
            {
                // Windows programs write "C:\file" without doubling; only a quote or a backslash is escaped.
                if (raw[position] == '\\' && position + 1 < raw.Length && raw[position + 1] is '"' or '\\') position++;
                value.Append(raw[position]);
            }

            _parameters.TryAdd(name, value.ToString());
            return raw.IndexOf(';', Math.Min(position, raw.Length));
        }

        var end = raw.IndexOf(';', position);
        _parameters.TryAdd(name, (end < 0 ? raw[position..] : raw[position..end]).Trim());
        return end;
    }

    private static string Extended(string value)
    {
        var parts = value.Split('\'', 3);
        return parts.Length == 3 ? MailText.Decode(EncodedWords.Unescape(parts[2], '%'), parts[0]) : MailText.Decode(EncodedWords.Unescape(value, '%'), null);
    }
}
