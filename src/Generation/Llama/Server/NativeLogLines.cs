using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation.Llama.Server;

/// <summary>While it lives, warnings and errors of llama.cpp are in the log: the last words before a crash are among them.</summary>
internal sealed class NativeLogLines : IDisposable
{
    /// <summary>They are about files and memory, a line each; whatever is longer would be somebody's text.</summary>
    private const int Longest = 300;

    public NativeLogLines(ILogger log) => LlamaLog.Listener = (isError, line) =>
    {
        var shown = Shorten(line);
        if (isError) ServerLog.NativeError(log, shown);
        else ServerLog.NativeWarning(log, shown);
    };

    public void Dispose() => LlamaLog.Listener = null;

    internal static string Shorten(string line)
    {
        var end = line.AsSpan().IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end];
        return line.Length <= Longest ? line : line[..Longest] + " …";
    }
}
