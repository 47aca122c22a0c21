namespace RagDocs.Web.Cli.Evaluation;

/// <summary>
/// How well the passages found hold the evidence: recall of evidence groups, reciprocal rank of the first hit, and normalised
/// discounted cumulative gain with binary gain (Järvelin, Kekäläinen 2002). Means over the answerable questions.
/// </summary>
/// <param name="WronglyRefused">Share of answerable questions that were refused.</param>
/// <param name="RightlyRefused">Share of unanswerable questions that were refused; null when there are none.</param>
internal sealed record RetrievalScores(
    int Questions, double RecallAt1, double RecallAt5, double RecallAt10, double MrrAt10, double NdcgAt10, double WronglyRefused,
    double? RightlyRefused)
{
    private const int Depth = 10;

    public static RetrievalScores Of(IReadOnlyList<AskedQuestion> asked)
    {
        var answerable = asked.Where(a => a.Question.Answerable).ToList();
        var unanswerable = asked.Where(a => !a.Question.Answerable).ToList();
        var ranks = answerable.ConvertAll(FoundRanks);
        return new RetrievalScores(
            answerable.Count, Mean(ranks, r => Recall(r, 1)), Mean(ranks, r => Recall(r, 5)), Mean(ranks, r => Recall(r, Depth)),
            Mean(ranks, ReciprocalRank), Mean(ranks, Ndcg), Mean(answerable, a => a.Answer.Refused ? 1 : 0),
            unanswerable.Count == 0 ? null : Mean(unanswerable, a => a.Answer.Refused ? 1 : 0));
    }

    /// <summary>For each evidence group the rank (from 1) at which it was first found; null when it was not.</summary>
    private static List<int?> FoundRanks(AskedQuestion asked)
    {
        var groups = asked.Question.Evidence.Select((e, i) => (Key: e.Group is { } g ? $"g{g}" : $"i{i}", Item: e)).GroupBy(x => x.Key, x => x.Item);
        var results = OnlyFilesCount(asked.Question) ? asked.Results.DistinctBy(r => r.File).ToList() : asked.Results;
        return [.. groups.Select(group => FirstRank(results, [.. group]))];
    }

    private static bool OnlyFilesCount(SetQuestion question) => question.Evidence.All(e => e.Page is null && string.IsNullOrEmpty(e.Quote));

    private static int? FirstRank(IReadOnlyList<PassageJson> results, IReadOnlyList<SetEvidence> alternatives)
    {
        for (var i = 0; i < Math.Min(results.Count, Depth); i++)
        {
            if (alternatives.Any(e => EvidenceMatch.Holds(results[i], e))) return i + 1;
        }

        return null;
    }

    private static double Recall(List<int?> ranks, int depth) => (double)ranks.Count(r => r <= depth) / ranks.Count;

    private static double ReciprocalRank(List<int?> ranks) => ranks.Min() is { } first ? 1.0 / first : 0;

    private static double Ndcg(List<int?> ranks)
    {
        var gain = ranks.OfType<int>().Sum(r => 1 / Math.Log2(r + 1));
        var ideal = Enumerable.Range(1, Math.Min(ranks.Count, Depth)).Sum(r => 1 / Math.Log2(r + 1));
        return Math.Min(1, gain / ideal);
    }

    private static double Mean<T>(List<T> items, Func<T, double> value) => items.Count == 0 ? 0 : Math.Round(items.Average(value), 4);
}
