using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>Looks every second whether a person has canceled a run.</summary>
public sealed class CancelWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly IDbContextFactory<RagDocsDbContext> _contexts;
    private readonly long _run;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _looking;

    public CancelWatch(IDbContextFactory<RagDocsDbContext> contexts, long run, CancellationToken cancellationToken)
    {
        (_contexts, _run) = (contexts, run);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _looking = LookAsync();
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Asks now, and not at the next second: canceling a run ends the step under way, and the next one is not to begin.</summary>
    /// <exception cref="OperationCanceledException">A person has canceled it, or the process stops.</exception>
    public async Task ThrowIfCanceledAsync()
    {
        if (await IsCanceledAsync(Token)) await _stop.CancelAsync();
        Token.ThrowIfCancellationRequested();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _looking;
        _stop.Dispose();
        _over.Dispose();
    }

    private async Task<bool> IsCanceledAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.IngestRuns.AnyAsync(r => r.Id == _run && r.State == RunState.Canceled, cancellationToken);
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                if (!await IsCanceledAsync(_over.Token)) continue;
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
