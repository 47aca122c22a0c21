namespace RagDocs.Generation.Llama.Engine;

/// <summary>
/// How many prompt tokens go into a step, so that the words of others keep coming: the speed of the machine is measured, and the
/// step planned to last about <see cref="AmongOthers"/> while somebody's answer is being written.
/// </summary>
/// <param name="batchTokens">The most one step may have.</param>
internal sealed class PromptPace(int batchTokens)
{
    private static readonly TimeSpan AmongOthers = TimeSpan.FromMilliseconds(200);

    /// <summary>Nobody's words wait, but a newcomer waits for the end of the step. Shorter steps read a prompt somewhat slower (docs/benchmarks.md).</summary>
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(2);

    /// <summary>Fewer at a time waste the arithmetic of the machine.</summary>
    private const int LeastAmongOthers = 16;

    /// <summary>A step reads all weights once, which few tokens do not pay for.</summary>
    private const int LeastAlone = 128;
    private const double Memory = 0.7;

    private double _secondsPerToken;

    /// <summary>A step took so long for so many rows.</summary>
    public void Add(int rows, double seconds)
    {
        if (rows < LeastAmongOthers)
            return;
        var now = seconds / rows;
        _secondsPerToken = _secondsPerToken == 0 ? now : Memory * _secondsPerToken + (1 - Memory) * now;
    }

    /// <param name="othersWrite">Answers are being written in the same step.</param>
    public int PromptTokens(bool othersWrite)
    {
        var (time, least) = othersWrite ? (AmongOthers, LeastAmongOthers) : (Alone, LeastAlone);
        var tokens = _secondsPerToken == 0 ? (othersWrite ? LeastAmongOthers * 4 : batchTokens) : time.TotalSeconds / _secondsPerToken;
        return Math.Clamp((int)Math.Min(tokens, batchTokens), Math.Min(least, batchTokens), batchTokens);
    }
}
