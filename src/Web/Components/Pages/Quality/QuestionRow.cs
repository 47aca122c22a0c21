using RagDocs.Retrieval.Quality;

namespace RagDocs.Web.Components.Pages.Quality;

/// <summary>How a question moved between two runs, the worst first.</summary>
public enum QuestionTrend
{
    Worse,
    Lost,
    Same,
    Better,
    NotMeasured,
}

/// <summary>A question of a set with how it did in the run that is shown.</summary>
/// <param name="Outcome">Null when the run did not measure it.</param>
public sealed record QuestionRow(SavedQuestion Question, QuestionOutcome? Outcome)
{
    private const double Noticeable = 0.0005;

    /// <summary>Change of nDCG@10 against the run before; 0 when there was none.</summary>
    public double Change => Outcome is { NdcgBefore: { } before } outcome ? outcome.Ndcg - before : 0;

    public QuestionTrend Trend => Outcome switch
    {
        null => QuestionTrend.NotMeasured,
        _ when Change < -Noticeable => QuestionTrend.Worse,
        _ when Change > Noticeable => QuestionTrend.Better,
        { FirstRank: null } => QuestionTrend.Lost,
        _ => QuestionTrend.Same,
    };

    /// <summary>Those that got worse first, the most of all at the top; then those not found; the others as they were saved.</summary>
    public static IReadOnlyList<QuestionRow> Ordered(IReadOnlyList<SavedQuestion> questions, IReadOnlyList<QuestionOutcome> outcomes)
    {
        var byId = outcomes.ToDictionary(o => o.QuestionId);
        return [.. questions.Select(q => new QuestionRow(q, byId.GetValueOrDefault(q.Id))).OrderBy(r => r.Trend).ThenBy(r => r.Change)];
    }
}
