using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagDocs.Retrieval.Generations;

namespace RagDocs.Retrieval.Segments;

/// <summary>Keeps the index in step while nobody asks, so that a search finds little to take in; writes and checks it in the background.</summary>
internal sealed class IndexUpkeep(EmbeddedChunkIndex index, IndexGenerations generations, ILogger<IndexUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>What is in memory is written, so that the next start need not make it again.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await index.WriteAsync(all: true, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host must not wait for an index that is being made.
        await Task.Yield();
        var verified = false;
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await index.FollowAsync(await generations.ActiveAsync(stoppingToken), stoppingToken);
                // So that the switch to it keeps no search waiting.
                if (await generations.CompleteAsync(stoppingToken) is { } next) await index.FollowAsync(next, stoppingToken);
                index.KeepOnly(await generations.InUseAsync(stoppingToken));
                if (!verified) await index.VerifyAsync(stoppingToken);
                verified = true;
                await index.WriteAsync(all: false, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.UpkeepFailed(log, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
