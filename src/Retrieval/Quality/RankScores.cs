namespace RagDocs.Retrieval.Quality;

/// <summary>
/// How well one search found the places sought: recall of their groups, reciprocal rank of the first hit, and normalised discounted
/// cumulative gain with binary gain (Järvelin, Kekäläinen 2002), all over the first ten.
/// </summary>
/// <param name="FirstRank">Of the first right place, counted from 1; null when none was among the first ten.</param>
public readonly record struct RankScores(
    double RecallAt1, double RecallAt5, double RecallAt10, double ReciprocalRank, double Ndcg, int? FirstRank)
{
    /// <summary>Places looked at.</summary>
    public const int Depth = 10;

    private const int Few = 5;

    /// <param name="found">Best first.</param>
    /// <param name="sought">At least one. When all of them mean whole documents, several passages of a document count once.</param>
    public static RankScores Of(IReadOnlyList<FoundPlace> found, IReadOnlyList<SoughtPlace> sought)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(sought);
        var groups = sought.Select((place, i) => (Key: place.Group is { } g ? $"g{g}" : $"i{i}", place)).GroupBy(x => x.Key, x => x.place);
        var looked = sought.All(IsWholeDocument) ? found.DistinctBy(f => f.Document).ToList() : found;
        List<int?> ranks = [.. groups.Select(group => FirstRankOf(looked, [.. group]))];
        return new RankScores(Recall(ranks, 1), Recall(ranks, Few), Recall(ranks, Depth), ReciprocalOf(ranks), NdcgOf(ranks), ranks.Min());
    }

    private static bool IsWholeDocument(SoughtPlace place) => place.Page is null && string.IsNullOrEmpty(place.Quote);

    private static int? FirstRankOf(IReadOnlyList<FoundPlace> found, IReadOnlyList<SoughtPlace> alternatives)
    {
        for (var i = 0; i < Math.Min(found.Count, Depth); i++)
        {
            if (alternatives.Any(place => EvidenceMatch.Holds(found[i], place))) return i + 1;
        }

        return null;
    }

    private static double Recall(List<int?> ranks, int depth) => (double)ranks.Count(r => r <= depth) / ranks.Count;

    private static double ReciprocalOf(List<int?> ranks) => ranks.Min() is { } first ? 1.0 / first : 0;

    private static double NdcgOf(List<int?> ranks)
    {
        var gain = ranks.OfType<int>().Sum(r => 1 / Math.Log2(r + 1));
        var ideal = Enumerable.Range(1, Math.Min(ranks.Count, Depth)).Sum(r => 1 / Math.Log2(r + 1));
        return Math.Min(1, gain / ideal);
    }
}
