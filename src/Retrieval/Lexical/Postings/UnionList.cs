using System.Buffers;

namespace RagDocs.Retrieval.Lexical.Postings;

/// <summary>
/// The postings of several variants as those of one term: their weighed frequencies are summed before they are scored, so that a unit with
/// many variants is not paid many times. Decoded whole when it is made; such terms are few.
/// </summary>
internal sealed class UnionList : ScoredList
{
    private readonly int[] _units;
    private readonly int[] _scores;

    private UnionList(int[] units, int[] scores, int[] last, int[] bounds)
        : base(last, bounds) => (_units, _scores) = (units, scores);

    public static UnionList Of(IEnumerable<PostingsReader> variants, int units, FieldNorm[] norms, TermScore score)
    {
        var sums = ArrayPool<float>.Shared.Rent(units);
        try
        {
            sums.AsSpan(0, units).Clear();
            foreach (var variant in variants) Add(variant, norms, sums.AsSpan(0, units));
            return Of(sums.AsSpan(0, units), score);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(sums);
        }
    }

    protected override void LoadBlock(int block)
    {
        var start = block * BitPacking.Block;
        Count = Math.Min(BitPacking.Block, _units.Length - start);
        Array.Copy(_units, start, Units, 0, Count);
        Array.Copy(_scores, start, Scores, 0, Count);
    }

    private static void Add(PostingsReader variant, FieldNorm[] norms, Span<float> sums)
    {
        Span<float> weights = stackalloc float[BitPacking.Block];
        for (var block = 0; block < variant.Blocks; block++)
        {
            variant.Load(block);
            variant.Weigh(norms, weights);
            for (var i = 0; i < variant.Count; i++) sums[variant.Units[i]] += weights[i];
        }
    }

    private static UnionList Of(ReadOnlySpan<float> sums, TermScore score)
    {
        var (units, scores) = (new List<int>(), new List<int>());
        for (var unit = sums.IndexOfAnyExcept(0); unit >= 0;)
        {
            units.Add(unit);
            scores.Add(score.Of(sums[unit]));
            var next = sums[(unit + 1)..].IndexOfAnyExcept(0);
            unit = next < 0 ? -1 : unit + 1 + next;
        }

        var blocks = (units.Count + BitPacking.Block - 1) / BitPacking.Block;
        var (last, bounds) = (new int[blocks], new int[blocks]);
        for (var i = 0; i < units.Count; i++)
        {
            last[i / BitPacking.Block] = units[i];
            bounds[i / BitPacking.Block] = Math.Max(bounds[i / BitPacking.Block], scores[i]);
        }

        return new UnionList([.. units], [.. scores], last, bounds);
    }
}
