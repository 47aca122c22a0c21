using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>Looks every second whether a person has canceled a run.</summary>
public sealed class CancelWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _looking;

    public CancelWatch(IDbContextFactory<RagDocsDbContext> contexts, long run, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _looking = LookAsync(contexts, run);
    }

    public CancellationToken Token => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _looking;
        _stop.Dispose();
        _over.Dispose();
    }

    private async Task LookAsync(IDbContextFactory<RagDocsDbContext> contexts, long run)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                await using var db = await contexts.CreateDbContextAsync(_over.Token);
                if (!await db.IngestRuns.AnyAsync(r => r.Id == run && r.State == RunState.Canceled, _over.Token)) continue;
                await _stop.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
