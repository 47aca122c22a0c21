using System.Text.Json;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers.Json;

/// <summary>Feeds the tokens of a JSON file, or of a file of many JSON values one after the other, to a receiver. Holds no more than one token of it.</summary>
internal static class JsonTokens
{
    private const int Deepest = 100;
    private const int FirstBuffer = 64 * 1024;
    private const int LongestToken = 32 << 20;

    private static readonly JsonReaderOptions Options = new()
    {
        MaxDepth = Deepest, AllowTrailingCommas = true, AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip,
    };

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <returns>Null when the file was read to its end, else where it breaks off.</returns>
    /// <exception cref="DocumentReadException">It is nested too deep, or a value is too long.</exception>
    public static string? Read(Stream json, JsonText text, CancellationToken cancellationToken)
    {
        var state = new JsonReaderState(Options);
        var buffer = new byte[FirstBuffer];
        var kept = json.ReadAtLeast(buffer, Mark.Length, throwOnEndOfStream: false);
        if (buffer.AsSpan(0, kept).StartsWith(Mark))
        {
            kept -= Mark.Length;
            buffer.AsSpan(Mark.Length, kept).CopyTo(buffer);
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (kept == buffer.Length) buffer = Larger(buffer);
            var read = json.Read(buffer, kept, buffer.Length - kept);
            var reader = new Utf8JsonReader(buffer.AsSpan(0, kept + read), isFinalBlock: read == 0, state);
            try
            {
                while (reader.Read()) text.Add(ref reader);
            }
            catch (JsonException broken)
            {
                if (reader.CurrentDepth >= Deepest - 1)
                    throw new DocumentReadException(DocumentState.Refused, $"The file was refused because its values are nested more than {Deepest} deep, as files made to overload a server are.", broken);
                return $"line {(broken.LineNumber ?? 0) + 1:N0}";
            }

            if (read == 0) return null;
            state = reader.CurrentState;
            var used = (int)reader.BytesConsumed;
            kept = kept + read - used;
            buffer.AsSpan(used, kept).CopyTo(buffer);
        }
    }

    private static byte[] Larger(byte[] buffer)
    {
        if (buffer.Length >= LongestToken)
            throw new DocumentReadException(DocumentState.Refused, $"The file was refused because a single value in it has more than {LongestToken >> 20} MB.");
        var larger = new byte[buffer.Length * 2];
        buffer.CopyTo(larger, 0);
        return larger;
    }
}
