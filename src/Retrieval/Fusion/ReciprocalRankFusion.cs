namespace RagDocs.Retrieval.Fusion;

/// <summary>One search's chunks, best first, and how much its vote counts.</summary>
internal sealed record Ranking(IReadOnlyList<RankedChunk> Chunks, double Weight);

/// <summary>
/// Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a chunk's score is the sum over the rankings of weight / (k + rank).
/// Only ranks count, so scores of different kinds need no common scale.
/// </summary>
internal static class ReciprocalRankFusion
{
    /// <param name="k">Dampens the lead of the first ranks; 60 in the paper.</param>
    /// <returns>Every chunk of any ranking, best first; equal scores in order of id, so that a search is repeatable.</returns>
    public static IReadOnlyList<RankedChunk> Fuse(int k, params IReadOnlyList<Ranking> rankings)
    {
        var scores = new Dictionary<long, double>();
        foreach (var ranking in rankings)
        {
            for (var i = 0; i < ranking.Chunks.Count; i++)
            {
                var id = ranking.Chunks[i].ChunkId;
                scores[id] = scores.GetValueOrDefault(id) + (ranking.Weight / (k + i + 1));
            }
        }

        return [.. scores.Select(s => new RankedChunk(s.Key, s.Value)).OrderByDescending(c => c.Score).ThenBy(c => c.ChunkId)];
    }
}
