using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Generations;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>The searchable chunks in Qdrant: dense and sparse vectors, and of each chunk no more than where it belongs.</summary>
internal sealed class QdrantChunkIndex(
    QdrantFollowing following, QdrantCollections collections, QdrantSearch search, CatalogChunks catalog, IOptions<QdrantOptions> options,
    TimeProvider time, ILogger<QdrantChunkIndex> log) : IChunkIndex, IDisposable
{
    /// <summary>A server that cannot be written to is not tried again by every search.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private static readonly ChunkRankings Nothing = new([], [], 0);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;
    private ActiveGeneration? _generation;
    private volatile Followed? _followed;
    private volatile QdrantCollection? _candidate;
    private long _newest;
    private DateTimeOffset _notBefore;

    public async Task FollowAsync(ActiveGeneration generation, CancellationToken cancellationToken)
    {
        if (generation.IsCandidate)
        {
            _candidate = await following.PrepareAsync(generation, cancellationToken);
            return;
        }

        Volatile.Write(ref _generation, generation);
        var (started, patience) = (time.GetTimestamp(), TimeSpan.FromSeconds(options.Value.FollowSeconds));
        while (!await IsCurrentAsync(generation.Id, cancellationToken))
        {
            var work = Join(generation);
            if (_followed is not { } usable || usable.Collection.Generation != generation.Id)
            {
                await work.WaitAsync(cancellationToken);
                continue;
            }

            // There is something to search: neither a long catching up nor a server that takes no changes stops the questions.
            try
            {
                var left = patience - time.GetElapsedTime(started);
                if (left <= TimeSpan.Zero) return;
                await work.WaitAsync(left, time, cancellationToken);
            }
            catch (Exception failure) when (failure is TimeoutException or QdrantException)
            {
                return;
            }
        }
    }

    public async Task<ChunkRankings> SearchAsync(ActiveGeneration generation, ChunkQuery query, CancellationToken cancellationToken)
    {
        if (query.Scope.Collections is { Count: 0 }) return Nothing;
        if (generation.IsCandidate) return _candidate is { } candidate ? await search.SearchAsync(query, candidate, candidate.Name, cancellationToken) : Nothing;
        try
        {
            return await search.SearchAsync(query, _followed?.Collection, collections.Alias, cancellationToken);
        }
        catch (QdrantException failure) when (failure.Problem is QdrantProblem.NotFound or QdrantProblem.Rejected)
        {
            // Exchanged by another process during the search: the question is put again to what is active by then.
            var target = await collections.TargetAsync(cancellationToken);
            if (target?.Generation > _followed?.Collection.Generation) return Nothing;
            if (failure.Problem == QdrantProblem.Rejected || Volatile.Read(ref _generation) is not { } latest) throw;
            log.LogWarning("The collection is gone from Qdrant and is built again from the catalog. {Problem}", failure.Message);
            Forget();
            await FollowAsync(latest, cancellationToken);
            return await search.SearchAsync(query, _followed?.Collection, collections.Alias, cancellationToken);
        }
    }

    public void Dispose()
    {
        if (_stopping.IsCancellationRequested) return;
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task<bool> IsCurrentAsync(long generation, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _newest) > generation) return true;
        if (_followed is not { } followed || followed.Collection.Generation < generation) return false;
        if (followed.Collection.Generation > generation) return true;
        if (await catalog.LastChangeAsync(cancellationToken) <= followed.LastChange) return true;
        lock (_gate) return time.GetUtcNow() < _notBefore;
    }

    /// <summary>The work in progress, or a new one: one process writes once, however many search.</summary>
    private Task Join(ActiveGeneration generation)
    {
        lock (_gate)
        {
            if (_work.IsCompleted) _work = Task.Run(() => TakeInAsync(generation, _stopping.Token), CancellationToken.None);
            return _work;
        }
    }

    private async Task TakeInAsync(ActiveGeneration generation, CancellationToken cancellationToken)
    {
        try
        {
            var known = _followed;
            var opened = known?.Collection.Generation == generation.Id
                ? await CatchUpAsync(known, generation, cancellationToken)
                : await following.OpenAsync(generation, cancellationToken);
            if (opened is null) Volatile.Write(ref _newest, generation.Id + 1);
            else _followed = opened;
            search.ForgetCounts();
        }
        catch (QdrantException failure)
        {
            lock (_gate) _notBefore = time.GetUtcNow() + AfterFailure;
            log.LogError("Changes were not carried over to Qdrant; they are with one of the next searches. {Problem}", failure.Message);
            throw;
        }
    }

    private async Task<Followed?> CatchUpAsync(Followed known, ActiveGeneration generation, CancellationToken cancellationToken)
    {
        try
        {
            return await following.CatchUpAsync(known, cancellationToken);
        }
        catch (QdrantException failure) when (failure.Problem == QdrantProblem.NotFound)
        {
            return await following.OpenAsync(generation, cancellationToken);
        }
    }

    private void Forget()
    {
        _followed = null;
        search.ForgetCounts();
    }
}
