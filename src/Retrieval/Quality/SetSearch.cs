using System.Globalization;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>Asks a search every question of a set and scores what it finds.</summary>
internal static class SetSearch
{
    /// <param name="questions">Only those that can be measured are asked, with the rights to everything in the collection they name.</param>
    /// <param name="progress">Told how many questions are through.</param>
    /// <returns>A run with its figures and results, not stored yet.</returns>
    public static async Task<QualityRun> MeasureAsync(
        IReadOnlyList<SavedQuestion> questions, Func<SearchQuery, CancellationToken, Task<SearchResult>> search, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var (scores, times, results) = (new List<RankScores>(), new List<double>(), new List<QualityResult>());
        foreach (var question in questions.Where(q => q.CanBeMeasured))
        {
            var scope = question.CollectionId is { } collection ? SearchScope.Of([collection]) : SearchScope.Everything;
            var found = await search(new SearchQuery(question.Text, scope, RankScores.Depth), cancellationToken);
            var score = RankScores.Of([.. found.Passages.Select(Found)], Sought(question));
            scores.Add(score);
            times.Add(found.Elapsed.TotalMilliseconds);
            results.Add(new QualityResult { QuestionId = question.Id, FirstRank = score.FirstRank, Ndcg = score.Ndcg });
            progress?.Report(results.Count);
        }

        return new QualityRun
        {
            Questions = results.Count,
            Ndcg = Mean(scores, s => s.Ndcg),
            RecallAt5 = Mean(scores, s => s.RecallAt5),
            ReciprocalRank = Mean(scores, s => s.ReciprocalRank),
            MedianMs = Median(times),
            Results = results,
        };
    }

    private static FoundPlace Found(Passage passage) => new(Number(passage.DocumentId), passage.Place.Page, null, passage.Text);

    // What says the same is shown once, so only one of several places can be asked for: they are alternatives.
    private static IReadOnlyList<SoughtPlace> Sought(SavedQuestion question) =>
        [.. question.Places.Where(p => p.IsThere).Select(p => new SoughtPlace(Number(p.DocumentId), p.Page, null, p.Quote, Group: 1))];

    private static string Number(long document) => document.ToString(CultureInfo.InvariantCulture);

    private static double Mean(List<RankScores> scores, Func<RankScores, double> value) => scores.Count == 0 ? 0 : scores.Average(value);

    private static double Median(List<double> times) => times.Count == 0 ? 0 : times.Order().ElementAt(times.Count / 2);
}
