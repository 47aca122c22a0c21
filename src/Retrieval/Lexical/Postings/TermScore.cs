using System.Numerics;
using System.Runtime.InteropServices;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// What a term adds to a unit's score. Scores are whole numbers, a share of 2^30 (see <see cref="Full"/>): their sum does not depend on
/// the order in which pruning adds them up, so a search that skips gives exactly the ranking of one that does not.
/// </summary>
/// <param name="Most">The score that a unit full of the term comes near to.</param>
internal readonly record struct TermScore(float Most, float K1)
{
    /// <summary>What the most of all terms of a query together comes to.</summary>
    public const int Full = 1 << 30;

    // Written so that it rises with the weight whatever the rounding: the weight occurs once only.
    public int Of(float weight) => weight > 0 ? (int)(Most / (1 + K1 / weight)) : 0;

    /// <param name="weights">A multiple of 16 long.</param>
    public void Of(ReadOnlySpan<float> weights, Span<int> scores)
    {
        var (most, k1) = (new Vector<float>(Most), new Vector<float>(K1));
        var from = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var to = MemoryMarshal.Cast<int, Vector<int>>(scores);
        for (var i = 0; i < from.Length; i++) to[i] = Vector.ConvertToInt32(most / (Vector<float>.One + k1 / from[i]));
    }
}
