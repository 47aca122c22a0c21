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
        var counts = candidates.Select(c => Counts(c.Reading.Tokens)).ToArray();
        var said = Said(candidates, counts);
        if (said.Count == 0) return;
        var average = candidates.Average(c => c.Reading.Tokens.Length);
        var scores = candidates.Select((c, i) => Score(said, counts[i], K1 * (1 - B + (B * c.Reading.Tokens.Length / average)))).ToArray();
        var best = scores.Max();
        for (var i = 0; i < scores.Length; i++) candidates[i].Add(Evidence.Feedback, scores[i] / best, weights);
    }

    /// <summary>The tokens that the best candidates say most and the others least, with their weights.</summary>
    private static List<KeyValuePair<int, double>> Said(IReadOnlyList<Candidate> candidates, Dictionary<int, int>[] counts)
    {
        var holding = new Dictionary<int, int>();
        foreach (var token in counts.SelectMany(c => c.Keys)) holding[token] = holding.GetValueOrDefault(token) + 1;
        var best = Enumerable.Range(0, candidates.Count).OrderByDescending(i => candidates[i].Score).Take(Best).Where(i => candidates[i].Score > 0).ToList();
        var all = best.Sum(i => candidates[i].Score);
        var said = new Dictionary<int, double>();
        foreach (var i in best)
        {
            var share = candidates[i].Score / all / candidates[i].Reading.Tokens.Length;
            foreach (var (token, count) in counts[i]) said[token] = said.GetValueOrDefault(token) + (share * count);
        }

        foreach (var token in said.Keys) said[token] *= Math.Log(1 + ((candidates.Count - holding[token] + 0.5) / (holding[token] + 0.5)));
        return [.. said.OrderByDescending(t => t.Value).ThenBy(t => t.Key).Take(Tokens)];
    }

    private static double Score(List<KeyValuePair<int, double>> said, Dictionary<int, int> counts, double norm)
    {
        var score = 0.0;
        foreach (var (token, weight) in said)
        {
            if (counts.TryGetValue(token, out var count)) score += weight * (K1 + 1) * count / (count + norm);
        }

        return score;
    }

    private static Dictionary<int, int> Counts(int[] tokens)
    {
        var counts = new Dictionary<int, int>();
        foreach (var token in tokens) counts[token] = counts.GetValueOrDefault(token) + 1;
        return counts;
    }
}
