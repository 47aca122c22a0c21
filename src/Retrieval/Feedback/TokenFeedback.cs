using System.Buffers;
using System.Numerics.Tensors;
using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval.Feedback;

/// <summary>
/// Relevance feedback (RM3, Abdul-Jaleel et al. 2004) among the candidates alone: what the best of them say, beyond the question's words, speaks
/// for others that say it, too. Over tokens that were read anyway, with rarity counted among the candidates, so that it asks no index
/// and prefers what tells candidates apart. BM25 with k1 0.9 and b 0.4.
/// </summary>
internal static class TokenFeedback
{
    private const int Best = 10;
    private const int Tokens = 15;
    private const double K1 = 0.9;
    private const double B = 0.4;

    public static void Add(IReadOnlyList<Candidate> candidates, EvidenceWeights weights)
    {
        if (weights[Evidence.Feedback] <= 0 || candidates.Count < 2) return;
        // Tokens are numbered by a table as long as the highest id; the best candidates have some thousand different ones at most.
        var length = 1 + candidates.Max(c => c.Reading.Tokens.Length == 0 ? 0 : TensorPrimitives.Max<int>(c.Reading.Tokens));
        var numbers = ArrayPool<ushort>.Shared.Rent(length);
        try
        {
            var said = Said(candidates, numbers.AsSpan(0, length));
            if (said.Length == 0) return;
            var average = candidates.Average(c => c.Reading.Tokens.Length);
            var scores = candidates.Select(c => Score(said, c.Reading.Tokens, numbers, K1 * (1 - B + (B * c.Reading.Tokens.Length / average)))).ToArray();
            var best = scores.Max();
            for (var i = 0; i < scores.Length; i++) candidates[i].Add(Evidence.Feedback, scores[i] / best, weights);
        }
        finally
        {
            ArrayPool<ushort>.Shared.Return(numbers);
        }
    }

    /// <summary>The weights of the tokens that the best candidates say most and the others least, the highest first.</summary>
    /// <param name="numbers">Becomes each such token's place in the result counted from 1; 0 for all others.</param>
    private static double[] Said(IReadOnlyList<Candidate> candidates, Span<ushort> numbers)
    {
        numbers.Clear();
        var best = Enumerable.Range(0, candidates.Count).OrderByDescending(i => candidates[i].Score).Take(Best).Where(i => candidates[i].Score > 0).ToList();
        var ids = new List<int>();
        foreach (var i in best)
        {
            foreach (var token in candidates[i].Reading.Tokens)
            {
                if (numbers[token] > 0) continue;
                ids.Add(token);
                numbers[token] = (ushort)ids.Count;
            }
        }

        var holding = Holding(candidates, numbers, ids.Count);
        var said = new double[ids.Count];
        var counts = new int[ids.Count];
        var all = best.Sum(i => candidates[i].Score);
        foreach (var i in best)
        {
            var tokens = candidates[i].Reading.Tokens;
            foreach (var token in tokens) counts[numbers[token] - 1]++;
            var share = candidates[i].Score / all / tokens.Length;
            foreach (var token in tokens)
            {
                var at = numbers[token] - 1;
                said[at] += share * counts[at];
                counts[at] = 0;
            }
        }

        for (var at = 0; at < said.Length; at++) said[at] *= Math.Log(1 + ((candidates.Count - holding[at] + 0.5) / (holding[at] + 0.5)));
        var chosen = Enumerable.Range(0, said.Length).OrderByDescending(at => said[at]).ThenBy(at => ids[at]).Take(Tokens).ToList();
        foreach (var id in ids) numbers[id] = 0;
        for (var place = 0; place < chosen.Count; place++) numbers[ids[chosen[place]]] = (ushort)(place + 1);
        return [.. chosen.Select(at => said[at])];
    }

    /// <summary>How many candidates hold each of the numbered tokens.</summary>
    private static int[] Holding(IReadOnlyList<Candidate> candidates, ReadOnlySpan<ushort> numbers, int count)
    {
        var (holding, last) = (new int[count], new int[count]);
        for (var i = 0; i < candidates.Count; i++)
        {
            foreach (var token in candidates[i].Reading.Tokens)
            {
                if (numbers[token] is not (> 0 and var number) || last[number - 1] == i + 1) continue;
                last[number - 1] = i + 1;
                holding[number - 1]++;
            }
        }

        return holding;
    }

    private static double Score(double[] said, int[] tokens, ushort[] numbers, double norm)
    {
        Span<int> counts = stackalloc int[Tokens + 1];
        counts.Clear();
        foreach (var token in tokens) counts[numbers[token]]++;
        var score = 0.0;
        for (var i = 0; i < said.Length; i++)
        {
            var count = counts[i + 1];
            if (count > 0) score += said[i] * (K1 + 1) * count / (count + norm);
        }

        return score;
    }
}
