namespace RagDocs.Retrieval.Fusion;

/// <summary>
/// Values of one search as shares of its best, so that searches of different kinds can be added. A chunk that is not among the best is
/// taken to be as good as the last of them: it may be just behind, and two searches seldom list the same chunks.
/// </summary>
internal sealed class RankingValues
{
    private readonly Dictionary<long, double> _values;
    private readonly double _unlisted;

    /// <param name="asked">Chunks asked for; when fewer came, all others have nothing of the question.</param>
    public RankingValues(IReadOnlyList<RankedChunk> ranking, int asked)
    {
        var best = ranking.Count == 0 ? 0 : ranking[0].Score;
        _values = ranking.ToDictionary(c => c.ChunkId, c => best > 0 ? Math.Max(0, c.Score / best) : 0);
        _unlisted = ranking.Count < asked || best <= 0 ? 0 : _values[ranking[^1].ChunkId];
    }

    public IEnumerable<long> ChunkIds => _values.Keys;

    public double Of(long chunkId) => _values.GetValueOrDefault(chunkId, _unlisted);
}
