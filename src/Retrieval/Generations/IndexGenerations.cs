using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Generations;

/// <summary>
/// Which generation of the index is searched and which one is being made. The embedding model and the chunker in use are compared with
/// the active generation's at first use in every process, and again in the background after another model was chosen; when they differ, a new one is begun.
/// </summary>
public sealed class IndexGenerations(
    IDbContextFactory<RagDocsDbContext> catalog, EmbeddingModels models, ChunkerFingerprint chunker, TimeProvider time) : IDisposable
{
    private static readonly GenerationState[] Open = [GenerationState.Building, GenerationState.Paused, GenerationState.Failed];

    private readonly SemaphoreSlim _comparing = new(1);
    private readonly CommitWatch _watch = new(catalog);
    private volatile KnownGeneration? _known;
    private volatile bool _compared;
    private volatile int _comparedVersion = -1;

    /// <summary>The generation to search and to index into.</summary>
    public async Task<ActiveGeneration> ActiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await CompareOnceAsync(cancellationToken);
        // Asked first: what is committed in between is read again the next time.
        var (commits, version) = (_watch.Commits(), models.Version);
        if (_known is { } known && known.Commits == commits && known.Version == version) return known.Active;
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var active = await db.IndexGenerations.Where(g => g.State == GenerationState.Active).Select(g => new { g.Id, g.ModelHash, g.Dimensions })
            .FirstAsync(cancellationToken);
        var found = new ActiveGeneration(active.Id, active.Dimensions, await models.FindAsync(active.ModelHash, active.Dimensions, cancellationToken));
        _known = new KnownGeneration(commits, version, found);
        return found;
    }

    /// <summary>A generation that is being built, to be searched before anybody else does; null when it is not (or no longer) being built.</summary>
    public async Task<ActiveGeneration?> CandidateAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var building = await db.IndexGenerations.Where(g => g.Id == id && g.State == GenerationState.Building).Select(g => new { g.ModelHash, g.Dimensions })
            .SingleOrDefaultAsync(cancellationToken);
        return building is null
            ? null
            : new ActiveGeneration(id, building.Dimensions, await models.FindAsync(building.ModelHash, building.Dimensions, cancellationToken)) { IsCandidate = true };
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

    /// <summary>True when another model may have been chosen since the last comparison.</summary>
    public bool IsStale => _comparedVersion != models.Version;

    /// <summary>Why the chosen model cannot be used, in words for people; null when it can, as far as is known.</summary>
    public string? ModelProblem => models.Problem;

    /// <summary>Begins a new generation when model or chunker are not those of the active one; gives up one that is no longer wanted. Asks no server and waits for no engine.</summary>
    public Task CompareAsync(CancellationToken cancellationToken) => CompareAsync(ask: false, cancellationToken);

    /// <summary>The same in the background, if another model may have been chosen: a server that must be asked what its vectors are like is asked.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!IsStale) return;
        await _comparing.WaitAsync(cancellationToken);
        try
        {
            await CompareAsync(ask: true, cancellationToken);
        }
        finally
        {
            _comparing.Release();
        }
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
    /// <returns>False when one is being built already, or the chosen model cannot be used: see <see cref="ModelProblem"/>.</returns>
    public async Task<bool> RebuildAsync(CancellationToken cancellationToken)
    {
        await CompareOnceAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        if (await WantedOrProblemAsync(db, cancellationToken) is not { } wanted) return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.IndexGenerations.AnyAsync(g => Open.Contains(g.State), cancellationToken)) return false;
        db.Add(New(wanted));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>True when this process can fill the generation: its model and chunker are the ones in use here.</summary>
    public async Task<bool> CanFillAsync(IndexGeneration generation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return await models.WantedAsync(cancellationToken) is { } wanted && Matches(generation, wanted);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _comparing.Dispose();
    }

    private async Task CompareOnceAsync(CancellationToken cancellationToken)
    {
        if (_compared) return;
        await _comparing.WaitAsync(cancellationToken);
        try
        {
            if (!_compared) await CompareAsync(ask: false, cancellationToken);
            _compared = true;
        }
        finally
        {
            _comparing.Release();
        }
    }

    private async Task CompareAsync(bool ask, CancellationToken cancellationToken)
    {
        var version = models.Version;
        await models.KeepAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var wanted = ask ? await WantedOrProblemAsync(db, cancellationToken) : await WantedAsync(db, ask, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var known = await db.IndexGenerations.ToListAsync(cancellationToken);
        var active = known.Find(g => g.State == GenerationState.Active);
        if (active is null) db.Add(active = await FirstAsync(db, wanted ?? Wanted(await models.BuiltInAsync(cancellationToken)), cancellationToken));
        if (wanted is not null) Begin(db, known, active, wanted);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // What cannot be told yet is compared again in the background.
        if (wanted is null) return;
        models.DropOthers(new HashSet<string>([active.ModelHash, wanted.Hash], StringComparer.Ordinal));
        _comparedVersion = version;
    }

    private void Begin(RagDocsDbContext db, List<IndexGeneration> known, IndexGeneration active, WantedEmbeddings wanted)
    {
        var there = Matches(active, wanted) || known.Exists(g => g.State != GenerationState.Retired && Matches(g, wanted));
        foreach (var other in known.Where(g => g.State is not GenerationState.Active && !Matches(g, wanted))) other.State = GenerationState.Retired;
        if (!there) db.Add(New(wanted));
    }

    /// <summary>The same with asking; a model that does not answer leaves everything as it is until it is compared again.</summary>
    private async Task<WantedEmbeddings?> WantedOrProblemAsync(RagDocsDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            return await WantedAsync(db, ask: true, cancellationToken);
        }
        catch (EmbeddingUnavailableException away)
        {
            models.Problem = away.Message;
            return null;
        }
    }

    /// <summary>What an index should be made with; null when that cannot be told now.</summary>
    /// <param name="ask">A server whose vectors no index holds yet is asked what they are like.</param>
    private async Task<WantedEmbeddings?> WantedAsync(RagDocsDbContext db, bool ask, CancellationToken cancellationToken)
    {
        var wanted = await models.WantedAsync(cancellationToken);
        if (wanted is null or { Dimensions: not null }) return wanted;
        var held = await db.IndexGenerations.Where(g => g.ModelHash == wanted.Hash).Select(g => (int?)g.Dimensions).FirstOrDefaultAsync(cancellationToken);
        if (held is null && !ask) return null;
        return held is null ? Wanted(await models.CurrentAsync(cancellationToken)) : wanted with { Dimensions = held };
    }

    private static WantedEmbeddings Wanted(EmbeddingModel model) => new(model.Name, model.Hash, model.Dimensions);

    private async Task<bool> MoveAsync(GenerationState[] from, GenerationState to, CancellationToken cancellationToken)
    {
        var wanted = await models.WantedAsync(cancellationToken);
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var newest = await db.IndexGenerations.OrderByDescending(g => g.Id).Select(g => (long?)g.Id).FirstOrDefaultAsync(cancellationToken);
        var moving = db.IndexGenerations.Where(g => g.Id == newest && from.Contains(g.State));
        if (to == GenerationState.Building)
        {
            if (wanted is null) return false;
            moving = moving.Where(g => g.ModelHash == wanted.Hash && g.Chunker == chunker.Line);
        }

        return await moving.ExecuteUpdateAsync(g => g.SetProperty(x => x.State, to).SetProperty(x => x.Problem, (string?)null), cancellationToken) > 0;
    }

    /// <summary>An index from before generations were kept is taken for the current model's, unless its vectors are of another length.</summary>
    private async Task<IndexGeneration> FirstAsync(RagDocsDbContext db, WantedEmbeddings model, CancellationToken cancellationToken)
    {
        var first = New(model);
        (first.Id, first.State, first.ActivatedAt) = (IndexGeneration.First, GenerationState.Active, first.CreatedAt);
        var stored = await db.ChunkVectors.OrderBy(v => v.ChunkId).Select(v => (int?)v.Values.Length).FirstOrDefaultAsync(cancellationToken) / sizeof(float);
        if (stored is { } dimensions && dimensions != model.Dimensions) (first.Model, first.ModelHash, first.Dimensions) = ("?", "", dimensions);
        return first;
    }

    private IndexGeneration New(WantedEmbeddings model) => new()
    {
        Model = model.Name, ModelHash = model.Hash, Dimensions = model.Dimensions!.Value, Chunker = chunker.Line, State = GenerationState.Building,
        CreatedAt = time.GetUtcNow(),
    };

    private bool Matches(IndexGeneration generation, WantedEmbeddings model) => generation.ModelHash == model.Hash && generation.Chunker == chunker.Line;

    /// <summary>The active generation as of so many commits and choices.</summary>
    private sealed record KnownGeneration(long Commits, int Version, ActiveGeneration Active);
}
