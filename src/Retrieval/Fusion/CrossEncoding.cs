using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Embedding;

namespace RagDocs.Retrieval.Fusion;

/// <summary>
/// Lets a cross-encoder read the best candidates, where there is one. Its scores have no scale of their own: the best gets 1, the last of them 0. One
/// that is slow or fails costs the question its help and nothing else.
/// </summary>
internal sealed partial class CrossEncoding(IPassageReranker? reranker, TimeProvider time, ILogger<CrossEncoding> log)
{
    private const int Most = 30;

    /// <returns>Why the candidates are ranked without it although there is one; null when all is well.</returns>
    public async Task<string?> AddAsync(
        IReadOnlyList<Candidate> candidates, string question, RetrievalOptions options, EvidenceWeights weights, CancellationToken cancellationToken)
    {
        if (reranker is null || weights[Evidence.CrossEncoder] <= 0 || candidates.Count == 0) return null;
        var best = candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Chunk.ChunkId).Take(Most).ToList();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.CrossEncoderSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var texts = best.Select(c => EmbeddingText.For(c.Chunk.Title, c.Chunk.HeadingPath, c.Chunk.Text)).ToList();
            // Also a reranker that does not listen to its token is not waited for.
            var scores = await reranker.ScoreAsync(question, texts, either.Token).WaitAsync(either.Token);
            if (scores is not null) Add(best, scores, weights);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            TookTooLong(log, options.CrossEncoderSeconds);
            return $"The ranking model took longer than {options.CrossEncoderSeconds:0.###} s (Retrieval:CrossEncoderSeconds); ranked without it.";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(log, failure);
            return $"The ranking model failed; ranked without it. {failure.Message}";
        }
    }

    private static void Add(List<Candidate> best, IReadOnlyList<double> scores, EvidenceWeights weights)
    {
        if (scores.Count != best.Count) throw new InvalidOperationException($"It gave {scores.Count} scores for {best.Count} passages.");
        var (low, high) = (scores.Min(), scores.Max());
        for (var i = 0; i < best.Count; i++) best[i].Add(Evidence.CrossEncoder, high > low ? (scores[i] - low) / (high - low) : 1, weights);
    }

    [LoggerMessage(1, LogLevel.Warning, "The ranking model took longer than {Seconds} s; a search was ranked without it")]
    private static partial void TookTooLong(ILogger log, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "The ranking model failed; a search was ranked without it")]
    private static partial void Failed(ILogger log, Exception failure);
}
