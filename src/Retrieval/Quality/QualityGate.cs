using System.Globalization;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>
/// Refuses a new index that finds less: every quality set is measured on the index in use and on the new one, with the same settings,
/// one after the other. Both measurements are kept.
/// </summary>
internal sealed class QualityGate(
    QualitySets sets, QualityMeasurement measurement, IndexGenerations generations, Retriever retriever, CandidateSearch candidates,
    IOptions<QualityOptions> options, TimeProvider time)
{
    /// <summary>
    /// How long an index that passed need not be measured again: documents that came in meanwhile are filled in, then the gate is asked again,
    /// and in a busy library that would never end.
    /// </summary>
    private static readonly TimeSpan PassedFor = TimeSpan.FromMinutes(30);

    private (long Generation, DateTimeOffset At)? _passed;

    /// <summary>See <see cref="GenerationGate"/>.</summary>
    public async Task<string?> JudgeAsync(IndexGeneration candidate, CancellationToken cancellationToken)
    {
        if (_passed is { } passed && passed.Generation == candidate.Id && time.GetUtcNow() - passed.At < PassedFor) return null;
        var comparisons = await CompareAsync(candidate, cancellationToken);
        var worse = comparisons.Where(c => c.Drop > options.Value.LargestDrop).ToList();
        var (active, _, _) = await generations.StatusAsync(cancellationToken);
        var cause = active.ModelHash == candidate.ModelHash ? QualityCause.Reindex : QualityCause.ModelChange;
        foreach (var compared in comparisons)
        {
            await measurement.StoreAsync(compared.Now, compared.Set.Id, active.Id, cause, cancellationToken);
            // Also what a set that did not fall says of it: it never came into use.
            compared.Candidate.Refused = worse.Count > 0;
            await measurement.StoreAsync(compared.Candidate, compared.Set.Id, candidate.Id, cause, cancellationToken);
        }

        if (worse.Count > 0) return Objection(worse);
        _passed = (candidate.Id, time.GetUtcNow());
        return null;
    }

    private async Task<List<Comparison>> CompareAsync(IndexGeneration candidate, CancellationToken cancellationToken)
    {
        var comparisons = new List<Comparison>();
        Func<SearchQuery, CancellationToken, Task<SearchResult>>? search = null;
        foreach (var set in await sets.ListAsync(cancellationToken))
        {
            var questions = await sets.QuestionsAsync(set.Id, cancellationToken);
            if (questions.Count(q => q.CanBeMeasured) < options.Value.FewestQuestions) continue;
            search ??= await candidates(candidate.Id, cancellationToken);
            var now = await SetSearch.MeasureAsync(questions, retriever.SearchAsync, null, cancellationToken);
            var then = await SetSearch.MeasureAsync(questions, search, null, cancellationToken);
            comparisons.Add(new Comparison(set, now, then));
        }

        return comparisons;
    }

    private string Objection(List<Comparison> worse)
    {
        var falls = worse.Select(c => string.Create(
            CultureInfo.InvariantCulture, $"“{c.Set.Name}” from {c.Now.Ndcg:0.000} to {c.Candidate.Ndcg:0.000} ({c.Now.Questions} questions)"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            The new index finds less, so the one in use stays. nDCG@10 falls on {string.Join(", ", falls)}; {options.Value.LargestDrop:0.###} is allowed (Quality:LargestDrop).
            Look at the set's questions to see which places are not found any more. Then give the new index up, mend the cause and go on, or use it anyway.
            """).ReplaceLineEndings(" ");
    }

    private sealed record Comparison(QualitySetLine Set, QualityRun Now, QualityRun Candidate)
    {
        public double Drop => Now.Ndcg - Candidate.Ndcg;
    }
}
