using RagDocs.Generation.Llama.Server;

namespace RagDocs.Generation.Engines;

/// <summary>Says in words how an engine process ended.</summary>
internal static class EngineEnd
{
    private const int Signal = 128;
    private const int LongestQuote = 300;

    /// <param name="exitCode">Above 128 when a signal ended it.</param>
    /// <param name="lines">Its last words, which mostly name the cause.</param>
    public static string Describe(int exitCode, IReadOnlyList<string> lines)
    {
        var how = (exitCode - Signal) switch
        {
            6 => "Its native code aborted.",
            9 => "It was killed from outside: by somebody, or by the system because memory ran out.",
            4 => "It used an instruction that this processor does not have.",
            7 or 11 => "Its native code crashed.",
            15 => "Somebody asked it to end.",
            _ => $"It ended by itself with code {exitCode}.",
        };
        if (exitCode == EngineExitCode.TooMuchMemory) how = "It held more memory than Engine:MaxMemory allows.";
        // A killed process says nothing about it: its last line would mislead.
        if (exitCode - Signal is 9 or 15) return how;
        var last = lines.LastOrDefault(line => line.Length > 0 && !line.StartsWith("---", StringComparison.Ordinal));
        return last is null ? how : $"{how} It said: {(last.Length > LongestQuote ? last[..LongestQuote] + " …" : last)}";
    }
}
