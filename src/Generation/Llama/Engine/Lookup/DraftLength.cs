namespace RagDocs.Generation.Llama.Engine.Lookup;

/// <summary>
/// How many tokens to guess: twice as many after a guess that was right throughout, one more than were right after another. A guessed token
/// is not free (each row of a batch costs a CPU about half a step), so a request whose guesses are right too rarely stops
/// guessing for a while, each time longer.
/// </summary>
internal sealed class DraftLength
{
    public const int Longest = 16;
    private const int First = 4;
    private const int Probe = 2;
    private const int ShortestPause = 8;
    private const int LongestPause = 256;
    private const double Memory = 0.8;

    private double _acceptance = 0.7;
    private int _length = First;
    private int _pause;
    private int _nextPause = ShortestPause;

    /// <summary>Share of the latest guesses that were right, recent ones counting more.</summary>
    public double Acceptance => _acceptance;

    /// <summary>Tokens to guess in this step; 0 while guessing does not pay.</summary>
    public int Next()
    {
        if (_pause == 0)
            return _length;
        _pause--;
        return 0;
    }

    /// <param name="breakEven">Share that must be right for guessing to pay.</param>
    public void Verified(int drafted, int accepted, double breakEven)
    {
        _acceptance = Memory * _acceptance + (1 - Memory) * accepted / drafted;
        _length = accepted == drafted ? Math.Min(Math.Max(_length, drafted) * 2, Longest) : accepted + 1;
        if (_acceptance >= breakEven)
        {
            if (accepted == drafted)
                _nextPause = ShortestPause;
            return;
        }

        _pause = _nextPause;
        _nextPause = Math.Min(_nextPause * 2, LongestPause);
        _length = Probe;
        _acceptance = breakEven;
    }
}
