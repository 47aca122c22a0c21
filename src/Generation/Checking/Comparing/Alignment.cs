using RagDocs.Generation.Checking.Sources;
using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>
/// Which words of a source stand where words of a sentence stand: the longest common sequence (Hunt and McIlroy 1976), and what faces each other
/// in the gaps between. A sentence with one figure, name or turn changed faces the original there.
/// </summary>
internal sealed class Alignment
{
    /// <summary>Longer gaps are other sentences, not other words for the same.</summary>
    private const int LongestGap = 4;

    private const int Neighbourhood = 4;

    private readonly IReadOnlyList<CheckToken> _written;
    private readonly int[] _at;

    public Alignment(IReadOnlyList<CheckToken> written, SourceUnit source)
    {
        _written = written;
        Source = source;
        _at = Align(written, source.Tokens);
        Matched = _at.Count(i => i >= 0);
        MatchedContent = Enumerable.Range(0, written.Count).Count(i => _at[i] >= 0 && !written[i].IsStop);
    }

    public SourceUnit Source { get; }

    /// <summary>Tokens that the source has in the same order.</summary>
    public int Matched { get; }

    public int MatchedContent { get; }

    /// <summary>Where the source has this token; -1 where it has not, or elsewhere.</summary>
    public int At(int token) => _at[token];

    /// <summary>How much of what stands around the token stands together here too.</summary>
    public double SupportAround(int token)
    {
        var sum = 0.0;
        for (var i = Math.Max(0, token - Neighbourhood); i < Math.Min(_at.Length, token + Neighbourhood + 1); i++)
        {
            if (i != token && _at[i] >= 0) sum += Weight(i) / (double)(Math.Abs(i - token) + 1);
        }

        return sum;
    }

    /// <summary>The token stands in the source among the same neighbours.</summary>
    public bool IsInPlace(int token)
    {
        if (_at[token] < 0) return false;
        for (var i = Math.Max(0, token - Neighbourhood); i < Math.Min(_at.Length, token + Neighbourhood + 1); i++)
        {
            if (i != token && _at[i] >= 0 && !_written[i].IsStop && Math.Abs(_at[i] - _at[token]) <= Neighbourhood + 2) return true;
        }

        return false;
    }

    /// <summary>What stands in the source between the neighbours of an unmatched token; empty when the neighbours do not stand together there.</summary>
    public IReadOnlyList<CheckToken> Facing(int token)
    {
        if (_at[token] >= 0) return [];
        var (left, right) = (token - 1, token + 1);
        while (left >= 0 && _at[left] < 0) left--;
        while (right < _at.Length && _at[right] < 0) right++;
        if (left < 0 && right == _at.Length) return [];
        var run = right - left - 1;
        var (from, to) = (left < 0 ? 0 : _at[left] + 1, right == _at.Length ? Source.Tokens.Count : _at[right]);
        // At an open end only as many words face each other as were written.
        if (left < 0) from = Math.Max(from, to - run);
        if (right == _at.Length) to = Math.Min(to, from + run);
        if (run > LongestGap || to - from > LongestGap || !HasSupport(left, right)) return [];
        return [.. Source.Tokens.Skip(from).Take(to - from)];
    }

    // A single common "the" is no neighbourhood.
    private bool HasSupport(int left, int right)
    {
        var support = 0;
        for (var i = left; i >= Math.Max(0, left - 2); i--) support += Weight(i);
        for (var i = right; i < Math.Min(_at.Length, right + 3); i++) support += Weight(i);
        return support >= 3;
    }

    private int Weight(int i) => _at[i] < 0 ? 0 : _written[i].IsStop ? 1 : 2;

    private static int[] Align(IReadOnlyList<CheckToken> written, IReadOnlyList<CheckToken> source)
    {
        var (rows, columns) = (written.Count, source.Count);
        var says = new bool[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) says[i, j] = written[i].Says(source[j]);
        }

        var best = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                // Content counts more than the words between, so that the sequence follows what is said.
                var match = says[i, j] ? best[i + 1, j + 1] + (written[i].IsStop ? 1 : 3) : 0;
                best[i, j] = Math.Max(match, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        var at = new int[rows];
        Array.Fill(at, -1);
        for (var (i, j) = (0, 0); i < rows && j < columns;)
        {
            if (says[i, j] && best[i, j] == best[i + 1, j + 1] + (written[i].IsStop ? 1 : 3)) at[i++] = j++;
            else if (best[i + 1, j] >= best[i, j + 1]) i++;
            else j++;
        }

        return at;
    }
}
