using System.Text;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Mail;

/// <summary>Takes a message apart (RFC 2045, RFC 2046). Parts are slices of the message; nothing is decoded before it is wanted.</summary>
internal sealed class MimeParser
{
    private const int Deepest = 30;
    private const int MostParts = 5_000;
    private int _parts;

    /// <exception cref="DocumentReadException">It has more parts, or deeper ones, than any mail program writes.</exception>
    public MimeEntity Parse(ReadOnlyMemory<byte> message) => Parse(message, depth: 0, "text/plain");

    private MimeEntity Parse(ReadOnlyMemory<byte> bytes, int depth, string defaultType)
    {
        if (depth > Deepest) throw Refused($"its parts are nested more than {Deepest} deep");
        if (++_parts > MostParts) throw Refused($"it has more than {MostParts:N0} parts");
        var headers = MimeHeaders.Parse(bytes.Span, out var bodyStart);
        var contentType = MimeField.Parse(headers.Raw("Content-Type") is { Length: > 0 } declared ? declared : defaultType);
        var body = bytes[bodyStart..];
        var children = new List<MimeEntity>();
        if (contentType.Value.StartsWith("multipart/", StringComparison.Ordinal) && contentType.Parameter("boundary") is { Length: > 0 } boundary)
        {
            var childType = contentType.Value == "multipart/digest" ? "message/rfc822" : "text/plain";
            foreach (var part in Split(body, Encoding.Latin1.GetBytes("--" + boundary))) children.Add(Parse(part, depth + 1, childType));
        }

        return new MimeEntity(headers, contentType, body, children);
    }

    /// <summary>What stands between the boundaries. A message that breaks off has no last one; its last part goes to the end.</summary>
    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, byte[] boundary)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var start = -1;
        for (var position = 0; position < body.Length;)
        {
            var found = body.Span[position..].IndexOf(boundary);
            if (found < 0) break;
            var line = position + found;
            position = line;
            var text = MimeLines.Next(body.Span, ref position);
            var isBoundary = (line == 0 || body.Span[line - 1] == '\n') && text[boundary.Length..].TrimEnd(" \t"u8) is [] or [(byte)'-', (byte)'-'];
            if (!isBoundary) continue;
            if (start >= 0 && parts.Count < MostParts) parts.Add(body[start..Math.Max(start, line - LineEnd(body.Span[..line]))]);
            start = position;
            if (text.Length > boundary.Length && text[boundary.Length] == '-') return parts;
        }

        if (start >= 0 && start < body.Length) parts.Add(body[start..]);
        return parts;
    }

    // The line end before a boundary belongs to the boundary.
    private static int LineEnd(ReadOnlySpan<byte> before) => before.EndsWith("\r\n"u8) ? 2 : before.EndsWith("\n"u8) ? 1 : 0;

    private static DocumentReadException Refused(string why) => new(
        DocumentState.Refused, $"The message was refused because {why}, as messages made to overload a server have.");
}
