using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Jobs;
using RagDocs.Ingest.Queue;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>Waits until the night's documents are through, so that the report can say what became of them.</summary>
public sealed class NightlyReading(
    IDbContextFactory<RagDocsDbContext> contexts, QueueWaker waker, IngestWorker worker, IOptions<IngestOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Longer than this nobody waits for the report; it then says how many documents still wait.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(4);

    public async Task RunAsync(long run, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + Patience;
        while (await IsOpenAsync(run, cancellationToken) && time.GetUtcNow() < end)
        {
            // The workers of the schedule keep the limits of this process; where none runs, this command is the worker.
            if (waker.HasWorkers) await waker.WakeAsync(cancellationToken);
            else await worker.DrainAsync(cancellationToken);
            if (await IsOpenAsync(run, cancellationToken)) await Task.Delay(LookEvery, cancellationToken);
        }
    }

    // What waits for a missing tool or a paused source, or was tried often, is not waited for.
    private async Task<bool> IsOpenAsync(long run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Documents.AnyAsync(
            d => d.RunId == run && d.RemovedAt == null && d.Source!.PausedAt == null
                && (d.State == DocumentState.Indexing || (d.State == DocumentState.Pending && d.Attempts < options.Value.Attempts)),
            cancellationToken);
    }
}
