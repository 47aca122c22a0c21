using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Generations;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Vectors.Qdrant;

/// <summary>Carries changes over while nobody searches, and fills the collection of a generation that is being built.</summary>
internal sealed class QdrantFollower(
    QdrantChunkIndex index, IndexGenerations generations, IDbContextFactory<RagDocsDbContext> catalog, TimeProvider time, ILogger<QdrantFollower> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    private const int Steps = 8;

    /// <summary>Documents done of the generation being built when its collection was filled last.</summary>
    private (long Generation, int Done) _prepared;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                await index.FollowAsync(await generations.ActiveAsync(stoppingToken), stoppingToken);
                await PrepareAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Qdrant does not follow the catalog at the moment. {Problem}", failure.Message);
                pause = PauseAfterFailure;
            }

            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var building = await db.IndexGenerations.AsNoTracking().Where(g => g.State == GenerationState.Building).OrderBy(g => g.Id).LastOrDefaultAsync(cancellationToken);
        // Comparing costs a look at everything: it is done a few times on the way and once at the end.
        var since = building?.Id == _prepared.Generation ? building.Done - _prepared.Done : building?.Done;
        if (building is null || since <= 0 || (building.Done < building.Documents && since < building.Documents / Steps)) return;
        await index.FollowAsync(new ActiveGeneration(building.Id, building.Dimensions, Model: null) { IsCandidate = true }, cancellationToken);
        _prepared = (building.Id, building.Done);
    }
}
