using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>
/// Measures search on quality sets and keeps the history. Searches with the rights to everything, whoever asks: only administrators may be
/// shown what it tells.
/// </summary>
public sealed class QualityMeasurement(
    IDbContextFactory<RagDocsDbContext> catalog, QualitySets sets, Retriever retriever, IndexGenerations generations,
    IOptions<RetrievalOptions> options, TimeProvider time)
{
    /// <summary>Runs of a set whose single questions are kept; of older ones only the figures are.</summary>
    private const int RunsWithResults = 60;

    private const int LongestHistory = 400;

    /// <summary>Measures the index in use on the set.</summary>
    /// <param name="progress">Told how many questions are through.</param>
    /// <returns>The run as it was stored.</returns>
    /// <exception cref="QualitySetException">No question of the set can be measured.</exception>
    public async Task<QualityRun> RunAsync(long setId, QualityCause cause, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var questions = await sets.QuestionsAsync(setId, cancellationToken);
        if (!questions.Any(q => q.CanBeMeasured))
        {
            throw new QualitySetException("No question of this set names a document that is there. Save questions to it from the retrieval test.");
        }

        var active = await generations.ActiveAsync(cancellationToken);
        var run = await SetSearch.MeasureAsync(questions, SearchAsync, progress, cancellationToken);
        return await StoreAsync(run, setId, active.Id, cause, cancellationToken);

        // A model that is down for a while must not stand in the history as a fall of quality.
        async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken stop)
        {
            var result = await retriever.SearchAsync(query, stop);
            return result.KeywordsOnly && active.Model is not null
                ? throw new QualitySetException("The embedding model does not answer now, so nothing was measured. Measure again once it does.")
                : result;
        }
    }

    /// <summary>The set's measurements, oldest first, also those of an index that was refused.</summary>
    public async Task<IReadOnlyList<QualityRun>> HistoryAsync(long setId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var newest = await db.QualityRuns.AsNoTracking().Where(r => r.SetId == setId).OrderByDescending(r => r.Id).Take(LongestHistory)
            .ToListAsync(cancellationToken);
        newest.Reverse();
        return newest;
    }

    /// <summary>How each question did in a run and in the one before it; empty when the run is old or gone. Questions removed since are left out.</summary>
    public async Task<IReadOnlyList<QuestionOutcome>> ResultsAsync(long runId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var setId = await db.QualityRuns.Where(r => r.Id == runId).Select(r => r.SetId).SingleOrDefaultAsync(cancellationToken);
        var before = await db.QualityRuns.Where(r => r.SetId == setId && r.Id < runId && !r.Refused).OrderByDescending(r => r.Id)
            .Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        var results = db.Set<QualityResult>();
        var earlier = await results.Where(r => r.RunId == before).Select(r => new { r.QuestionId, r.FirstRank, r.Ndcg })
            .ToDictionaryAsync(r => r.QuestionId, cancellationToken);
        var now = await results.Where(r => r.RunId == runId).Join(db.QualityQuestions, r => r.QuestionId, q => q.Id, (r, q) => new { q.Id, q.Text, r.FirstRank, r.Ndcg })
            .OrderBy(r => r.Id).ToListAsync(cancellationToken);
        return [.. now.Select(r => new QuestionOutcome(
            r.Id, r.Text, r.FirstRank, r.Ndcg, earlier.GetValueOrDefault(r.Id)?.FirstRank, earlier.GetValueOrDefault(r.Id)?.Ndcg))];
    }

    /// <summary>True when this new index was refused because it finds less.</summary>
    public async Task<bool> IsRefusedAsync(long generationId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await db.QualityRuns.AnyAsync(r => r.GenerationId == generationId && r.Refused, cancellationToken);
    }

    /// <summary>Stores a run with what was in use when it was made.</summary>
    internal async Task<QualityRun> StoreAsync(QualityRun run, long setId, long generation, QualityCause cause, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        (run.SetId, run.GenerationId, run.Cause, run.At) = (setId, generation, cause, time.GetUtcNow());
        run.Model = await db.IndexGenerations.Where(g => g.Id == generation).Select(g => g.Model).FirstOrDefaultAsync(cancellationToken) ?? "";
        run.Settings = ChangedSettings.Of(options.Value);
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        var kept = db.QualityRuns.Where(r => r.SetId == setId).OrderByDescending(r => r.Id).Take(RunsWithResults).Select(r => r.Id);
        await db.Set<QualityResult>().Where(r => r.Run!.SetId == setId && !kept.Contains(r.RunId)).ExecuteDeleteAsync(cancellationToken);
        return run;
    }
}

/// <summary>How one question did in a run.</summary>
/// <param name="FirstRank">Of the first right place, counted from 1; null when none was among the first ten.</param>
/// <param name="FirstRankBefore">The same in the run before.</param>
/// <param name="NdcgBefore">Null when the question was not in the run before.</param>
public sealed record QuestionOutcome(long QuestionId, string Text, int? FirstRank, double Ndcg, int? FirstRankBefore, double? NdcgBefore);
