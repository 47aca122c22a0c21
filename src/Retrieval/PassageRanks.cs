using RagDocs.Retrieval.Fusion;

namespace RagDocs.Retrieval;

/// <summary>Makes passages of joined chunks, with each search's rank beside them.</summary>
internal sealed class PassageRanks(IReadOnlyList<RankedChunk> byKeyword, IReadOnlyList<RankedChunk> byMeaning)
{
    private const string Separator = "\n\n";

    private readonly Dictionary<long, int> _keywordRanks = Ranks(byKeyword);
    private readonly Dictionary<long, int> _vectorRanks = Ranks(byMeaning);

    /// <param name="chunks">Of one place, the best first.</param>
    public Passage Passage(IReadOnlyList<FoundChunk> chunks)
    {
        var best = chunks[0];
        var inOrder = chunks.OrderBy(c => c.Ordinal).ToList();
        var (first, last) = (inOrder[0], inOrder[^1]);
        var (keywordRank, vectorRank) = (Best(_keywordRanks, chunks), Best(_vectorRanks, chunks));
        return new Passage
        {
            ChunkId = best.ChunkId,
            CollectionId = best.CollectionId,
            Collection = best.Collection,
            DocumentId = best.DocumentId,
            VersionId = best.VersionId,
            VersionNumber = best.VersionNumber,
            Title = best.Title,
            Path = best.Path,
            HeadingPath = best.HeadingPath,
            Text = string.Join(Separator, inOrder.Select(c => c.Text)),
            Place = new Place(best.Page, first.Paragraph, first.Start, last.End - first.Start) { Cells = CellSpan.Around(inOrder.Select(c => c.Cells)) },
            Parts = Parts(inOrder),
            Score = best.Score,
            KeywordRank = keywordRank,
            KeywordShare = keywordRank is { } word ? byKeyword[word - 1].Score / byKeyword[0].Score : null,
            VectorRank = vectorRank,
            Cosine = vectorRank is { } near ? byMeaning[near - 1].Score : null,
            Coverage = best.Coverage,
            Evidence = best.Evidence,
        };
    }

    private static List<PassagePart> Parts(List<FoundChunk> chunks)
    {
        var parts = new List<PassagePart>();
        var offset = 0;
        foreach (var chunk in chunks)
        {
            parts.Add(new PassagePart(chunk.ChunkId, offset, chunk.Text.Length) { Cells = chunk.Cells });
            offset += chunk.Text.Length + Separator.Length;
        }

        return parts;
    }

    private static Dictionary<long, int> Ranks(IReadOnlyList<RankedChunk> ranking) =>
        ranking.Select((chunk, i) => (chunk.ChunkId, Rank: i + 1)).ToDictionary(x => x.ChunkId, x => x.Rank);

    private static int? Best(Dictionary<long, int> ranks, IReadOnlyList<FoundChunk> chunks) =>
        chunks.Min(c => ranks.TryGetValue(c.ChunkId, out var rank) ? rank : (int?)null);
}
