using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Quality;

/// <summary>Measures the quality sets again after what search rests on has changed: index, embedding model, settings.</summary>
public sealed class QualityWatch(
    IDbContextFactory<RagDocsDbContext> catalog, QualitySets sets, QualityMeasurement measurement, IndexGenerations generations,
    IOptions<RetrievalOptions> options)
{
    private bool _settingsCompared;

    /// <summary>
    /// Measures every set whose last measurement was of another index, or at the first call of other settings: they change with a start
    /// only, and two processes with different ones must not measure in turns for ever. A set never measured waits for its first time.
    /// </summary>
    /// <returns>Measurements made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var made = 0;
        var (active, _, _) = await generations.StatusAsync(cancellationToken);
        foreach (var set in (await sets.ListAsync(cancellationToken)).Where(s => s is { LastRun: not null, Questions: > 0 }))
        {
            if (await CauseAsync(set, active, cancellationToken) is { } cause && await MeasureAsync(set, cause, cancellationToken) is not null) made++;
        }

        _settingsCompared = true;
        return made;
    }

    /// <summary>Measures every set that can be measured, one after the other.</summary>
    public async Task<IReadOnlyList<MeasuredSet>> MeasureAllAsync(QualityCause cause, CancellationToken cancellationToken)
    {
        var measured = new List<MeasuredSet>();
        foreach (var set in await sets.ListAsync(cancellationToken))
        {
            if (await MeasureAsync(set, cause, cancellationToken) is not { } run) continue;
            measured.Add(new MeasuredSet(set.Name, run.Questions, run.Ndcg, set.LastRun?.Ndcg));
        }

        return measured;
    }

    private async Task<QualityCause?> CauseAsync(QualitySetLine set, IndexGeneration active, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        // A new index was measured by the gate before it came into use.
        var runs = db.QualityRuns.Where(r => r.SetId == set.Id && !r.Refused);
        var ofActive = await runs.Where(r => r.GenerationId == active.Id).OrderByDescending(r => r.Id).Select(r => r.Settings).FirstOrDefaultAsync(cancellationToken);
        if (ofActive is null) return set.LastRun!.Model == active.Model ? QualityCause.Reindex : QualityCause.ModelChange;
        return _settingsCompared || ofActive == ChangedSettings.Of(options.Value) ? null : QualityCause.SettingsChange;
    }

    private async Task<QualityRun?> MeasureAsync(QualitySetLine set, QualityCause cause, CancellationToken cancellationToken)
    {
        try
        {
            return await measurement.RunAsync(set.Id, cause, null, cancellationToken);
        }
        catch (QualitySetException)
        {
            // All of its documents are gone; the page says so beside its questions.
            return null;
        }
    }
}

/// <summary>A set and its newest figure.</summary>
/// <param name="Ndcg">nDCG@10, 0–1.</param>
/// <param name="Before">The same in the run before; null when it was the first.</param>
public sealed record MeasuredSet(string Name, int Questions, double Ndcg, double? Before);
