using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Fusion;

/// <summary>Lets a cross-encoder read the best candidates, where there is one. Its scores have no scale of their own: the best gets 1, the last of them 0.</summary>
internal static class CrossEncoding
{
    private const int Most = 30;

    public static async Task AddAsync(
        IReadOnlyList<Candidate> candidates, IPassageReranker? reranker, string question, EvidenceWeights weights, CancellationToken cancellationToken)
    {
        if (reranker is null || weights[Evidence.CrossEncoder] <= 0 || candidates.Count == 0) return;
        var best = candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Chunk.ChunkId).Take(Most).ToList();
        var scores = await reranker.ScoreAsync(
            question, [.. best.Select(c => EmbeddingText.For(c.Chunk.Title, c.Chunk.HeadingPath, c.Chunk.Text))], cancellationToken);
        var (low, high) = (scores.Min(), scores.Max());
        for (var i = 0; i < best.Count; i++) best[i].Add(Evidence.CrossEncoder, high > low ? (scores[i] - low) / (high - low) : 1, weights);
    }
}
