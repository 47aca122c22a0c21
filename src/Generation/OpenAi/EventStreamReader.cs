using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace RagDocs.Generation.OpenAi;

/// <summary>
/// Reads server-sent events as language model servers send them: one line of JSON each, with or without a space after <c>data:</c>, lines
/// ended by LF or CRLF, comments to keep the connection alive between them, and errors as <c>data:</c>, as <c>error:</c> (llama-server
/// before 2025) or as a bare JSON line.
/// </summary>
internal static class EventStreamReader
{
    private const int LongestLine = 4 * 1024 * 1024;

    /// <summary>The data of each event, as bytes: characters cut by a packet's border are whole here.</summary>
    /// <param name="patience">Asked before each wait.</param>
    public static async IAsyncEnumerable<byte[]> ReadAsync(
        Stream stream, ModelServerConnection connection, Func<TimeSpan> patience, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var result = await connection.WaitAsync(reader.ReadAsync, patience(), cancellationToken);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                if (Data(rest.Slice(0, end)) is { } data) yield return data;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length > LongestLine) throw connection.Failures.NotUnderstood("a line without an end");
            if (result.IsCompleted)
            {
                if (Data(rest) is { } last) yield return last;
                break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }

        await reader.CompleteAsync();
    }

    private static byte[]? Data(ReadOnlySequence<byte> line)
    {
        var bytes = line.ToArray().AsSpan().TrimEnd((byte)'\r');
        if (bytes.StartsWith("data:"u8)) bytes = bytes[5..];
        else if (bytes.StartsWith("error:"u8)) bytes = bytes[6..];
        else if (!bytes.StartsWith("{"u8)) return null;
        bytes = bytes.Trim((byte)' ');
        return bytes.IsEmpty ? null : bytes.ToArray();
    }
}
