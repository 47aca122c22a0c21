using RagDocs.Retrieval;

namespace RagDocs.Web.Components.Pages.RetrievalTest;

/// <summary>Where the passages of one ranking stand in another. Two passages are the same when they share a chunk: other weights may join other neighbours.</summary>
internal sealed class RankChange
{
    private readonly Dictionary<long, int> _ranks = [];

    public RankChange(IReadOnlyList<Passage> other)
    {
        foreach (var (i, passage) in other.Index())
        {
            foreach (var part in passage.Parts) _ranks.TryAdd(part.ChunkId, i + 1);
        }
    }

    /// <summary>Rank in the other ranking, counted from 1; null when it is not in it.</summary>
    public int? RankOf(Passage passage) => passage.Parts.Min(p => _ranks.TryGetValue(p.ChunkId, out var rank) ? rank : (int?)null);
}
