using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Generations;

/// <summary>
/// Which generation of the index is searched and which one is being made. The embedding model and the chunker in use are compared with
/// the active generation's at first use in every process; when they differ, a new one is begun.
/// </summary>
public sealed class IndexGenerations(
    IDbContextFactory<RagDocsDbContext> catalog, EmbeddingModels models, ChunkerFingerprint chunker, TimeProvider time) : IDisposable
{
    private static readonly GenerationState[] Open = [GenerationState.Building, GenerationState.Paused, GenerationState.Failed];

    private readonly SemaphoreSlim _comparing = new(1);
    private bool _compared;

    /// <summary>The generation to search and to index into.</summary>
    public async Task<ActiveGeneration> ActiveAsync(CancellationToken cancellationToken)
    {
        await CompareOnceAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var active = await db.IndexGenerations.Where(g => g.State == GenerationState.Active).Select(g => new { g.Id, g.ModelHash, g.Dimensions })
            .FirstAsync(cancellationToken);
        return new ActiveGeneration(active.Id, active.Dimensions, await models.FindAsync(active.ModelHash, cancellationToken));
    }

    /// <summary>A generation that is being built, to be searched before anybody else does; null when it is not (or no longer) being built.</summary>
    public async Task<ActiveGeneration?> CandidateAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var building = await db.IndexGenerations.Where(g => g.Id == id && g.State == GenerationState.Building).Select(g => new { g.ModelHash, g.Dimensions })
            .SingleOrDefaultAsync(cancellationToken);
        return building is null
            ? null
            : new ActiveGeneration(id, building.Dimensions, await models.FindAsync(building.ModelHash, cancellationToken)) { IsCandidate = true };
    }

    /// <summary>The generation that holds all documents and only waits to be switched to; null when there is none.</summary>
    public async Task<ActiveGeneration?> CompleteAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var complete = await db.IndexGenerations.Where(g => g.State == GenerationState.Building && g.Documents > 0 && g.Done >= g.Documents)
            .OrderBy(g => g.Id).Select(g => (long?)g.Id).LastOrDefaultAsync(cancellationToken);
        return complete is { } id ? await CandidateAsync(id, cancellationToken) : null;
    }

    /// <summary>The active generation, then those that may still follow it.</summary>
    public async Task<IReadOnlyList<long>> InUseAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        return await db.IndexGenerations.Where(g => g.State == GenerationState.Active || Open.Contains(g.State))
            .OrderByDescending(g => g.State == GenerationState.Active).Select(g => g.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Begins a new generation when model or chunker are not those of the active one; gives up one that is no longer wanted.</summary>
    public async Task CompareAsync(CancellationToken cancellationToken)
    {
        var model = await models.CurrentAsync(cancellationToken);
        await models.KeepAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var known = await db.IndexGenerations.ToListAsync(cancellationToken);
        var active = known.Find(g => g.State == GenerationState.Active);
        if (active is null) db.Add(await FirstAsync(db, model, cancellationToken));
        var wanted = active is null || Matches(active, model) ? active : known.FindLast(g => g.State != GenerationState.Retired && Matches(g, model));
        foreach (var other in known.Where(g => Open.Contains(g.State) && !Matches(g, model))) other.State = GenerationState.Retired;
        if (active is not null && wanted is null) db.Add(New(model));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        models.DropOthers(known.Where(g => g.State == GenerationState.Active).Select(g => g.ModelHash).Append(model.Hash).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The active generation and the newest other one that is not retired, as they stand; the other is null when there is none.</summary>
    public async Task<(IndexGeneration Active, IndexGeneration? Other, bool KeywordsOnly)> StatusAsync(CancellationToken cancellationToken)
    {
        var active = await ActiveAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var known = await db.IndexGenerations.AsNoTracking().OrderBy(g => g.Id).ToListAsync(cancellationToken);
        var other = known.FindLast(g => g.Id > active.Id && g.State != GenerationState.Retired);
        return (known.Single(g => g.Id == active.Id), other, active.Model is null);
    }

    /// <returns>False when nothing is being built.</returns>
    public Task<bool> PauseAsync(CancellationToken cancellationToken) =>
        MoveAsync([GenerationState.Building], GenerationState.Paused, cancellationToken);

    /// <returns>False when nothing was paused, canceled or failed.</returns>
    public Task<bool> ResumeAsync(CancellationToken cancellationToken) =>
        MoveAsync([GenerationState.Paused, GenerationState.Failed, GenerationState.Canceled], GenerationState.Building, cancellationToken);

    /// <summary>Gives the new generation up; the active one goes on.</summary>
    /// <returns>False when nothing is being built.</returns>
    public Task<bool> CancelAsync(CancellationToken cancellationToken) => MoveAsync(Open, GenerationState.Canceled, cancellationToken);

    /// <summary>Begins a new generation although neither model nor chunker changed.</summary>
    /// <returns>False when one is being built already.</returns>
    public async Task<bool> RebuildAsync(CancellationToken cancellationToken)
    {
        await CompareOnceAsync(cancellationToken);
        var model = await models.CurrentAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.IndexGenerations.AnyAsync(g => Open.Contains(g.State), cancellationToken)) return false;
        db.Add(New(model));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>True when this process can fill the generation: its model and chunker are the ones in use here.</summary>
    public async Task<bool> CanFillAsync(IndexGeneration generation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return Matches(generation, await models.CurrentAsync(cancellationToken));
    }

    public void Dispose() => _comparing.Dispose();

    private async Task CompareOnceAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _compared)) return;
        await _comparing.WaitAsync(cancellationToken);
        try
        {
            if (!_compared) await CompareAsync(cancellationToken);
            Volatile.Write(ref _compared, true);
        }
        finally
        {
            _comparing.Release();
        }
    }

    private async Task<bool> MoveAsync(GenerationState[] from, GenerationState to, CancellationToken cancellationToken)
    {
        var model = await models.CurrentAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var newest = await db.IndexGenerations.OrderByDescending(g => g.Id).Select(g => (long?)g.Id).FirstOrDefaultAsync(cancellationToken);
        var moving = db.IndexGenerations.Where(g => g.Id == newest && from.Contains(g.State));
        if (to == GenerationState.Building) moving = moving.Where(g => g.ModelHash == model.Hash && g.Chunker == chunker.Line);
        return await moving.ExecuteUpdateAsync(g => g.SetProperty(x => x.State, to).SetProperty(x => x.Problem, (string?)null), cancellationToken) > 0;
    }

    /// <summary>An index from before generations were kept is taken for the current model's, unless its vectors are of another length.</summary>
    private async Task<IndexGeneration> FirstAsync(RagDocsDbContext db, EmbeddingModel model, CancellationToken cancellationToken)
    {
        var first = New(model);
        (first.Id, first.State, first.ActivatedAt) = (IndexGeneration.First, GenerationState.Active, first.CreatedAt);
        var stored = await db.ChunkVectors.OrderBy(v => v.ChunkId).Select(v => (int?)v.Values.Length).FirstOrDefaultAsync(cancellationToken) / sizeof(float);
        if (stored is { } dimensions && dimensions != model.Dimensions) (first.Model, first.ModelHash, first.Dimensions) = ("?", "", dimensions);
        return first;
    }

    private IndexGeneration New(EmbeddingModel model) => new()
    {
        Model = model.Name, ModelHash = model.Hash, Dimensions = model.Dimensions, Chunker = chunker.Line, State = GenerationState.Building,
        CreatedAt = time.GetUtcNow(),
    };

    private bool Matches(IndexGeneration generation, EmbeddingModel model) => generation.ModelHash == model.Hash && generation.Chunker == chunker.Line;
}
