using RagDocs.Generation.Checking.Words;

namespace RagDocs.Generation.Checking.Comparing;

/// <summary>How alike the words around two tokens are: near words count more, words of other clauses and of the other side less.</summary>
internal static class Surroundings
{
    private const int Window = 7;
    private const double Decay = 0.8, OtherClause = 0.5, OtherSide = 0.7;

    public static double Likeness(IReadOnlyList<CheckToken> written, int i, IReadOnlyList<CheckToken> source, int j)
    {
        var sum = 0.0;
        for (var k = Math.Max(0, i - Window); k < Math.Min(written.Count, i + Window + 1); k++)
        {
            if (k == i || !written[k].IsContent) continue;
            var best = 0.0;
            for (var l = Math.Max(0, j - Window); l < Math.Min(source.Count, j + Window + 1); l++)
            {
                if (l == j || !written[k].Says(source[l])) continue;
                var side = k < i == l < j ? 1 : OtherSide;
                best = Math.Max(best, Weight(written, i, k) * Weight(source, j, l) * side);
            }

            sum += best;
        }

        return sum;
    }

    private static double Weight(IReadOnlyList<CheckToken> tokens, int at, int other) =>
        Math.Pow(Decay, Math.Abs(at - other) - 1) * (tokens[at].Clause == tokens[other].Clause ? 1 : OtherClause);
}
