using RagDocs.Retrieval.Quality;

namespace RagDocs.Web.Cli.Evaluation;

/// <summary>How well the passages found hold the evidence (<see cref="RankScores"/>), and what was refused. Means over the answerable questions.</summary>
/// <param name="WronglyRefused">Share of answerable questions that were refused.</param>
/// <param name="RightlyRefused">Share of unanswerable questions that were refused; null when there are none.</param>
internal sealed record RetrievalScores(
    int Questions, double RecallAt1, double RecallAt5, double RecallAt10, double MrrAt10, double NdcgAt10, double WronglyRefused,
    double? RightlyRefused)
{
    public static RetrievalScores Of(IReadOnlyList<AskedQuestion> asked)
    {
        var answerable = asked.Where(a => a.Question.Answerable).ToList();
        var unanswerable = asked.Where(a => !a.Question.Answerable).ToList();
        var scores = answerable.ConvertAll(Score);
        return new RetrievalScores(
            answerable.Count, Mean(scores, s => s.RecallAt1), Mean(scores, s => s.RecallAt5), Mean(scores, s => s.RecallAt10),
            Mean(scores, s => s.ReciprocalRank), Mean(scores, s => s.Ndcg), Mean(answerable, a => a.Answer.Refused ? 1 : 0),
            unanswerable.Count == 0 ? null : Mean(unanswerable, a => a.Answer.Refused ? 1 : 0));
    }

    private static RankScores Score(AskedQuestion asked) => RankScores.Of(
        [.. asked.Results.Select(r => new FoundPlace(r.File, r.Page, r.Para, r.Text))],
        [.. asked.Question.Evidence.Select(e => new SoughtPlace(e.File, e.Page, e.Para, e.Quote, e.Group))]);

    private static double Mean<T>(List<T> items, Func<T, double> value) => items.Count == 0 ? 0 : Math.Round(items.Average(value), 4);
}
