using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>Opens the nightly run's line, or takes up the one a killed process left; one nightly run at a time in all processes.</summary>
public sealed class NightlyRuns(IDbContextFactory<RagDocsDbContext> contexts, Runs runs, TimeProvider time, string dataFolder)
{
    private static readonly TimeSpan TakenUpWithin = TimeSpan.FromHours(12);

    /// <summary>The right to run; given back when disposed, and by the system when the process ends however it ends.</summary>
    /// <exception cref="NightlyRunningException">Somebody has it.</exception>
    public IDisposable Take()
    {
        try
        {
            return new FileStream(Path.Combine(dataFolder, "nightly.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new NightlyRunningException();
        }
    }

    /// <summary>True when a run broke off lately and nobody is at it.</summary>
    public async Task<bool> WasLeftAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = time.GetUtcNow() - TakenUpWithin;
        return await db.IngestRuns.AnyAsync(
            r => r.Kind == RunKind.Nightly && r.State == RunState.Running && r.Report == null && r.StartedAt > since, cancellationToken);
    }

    /// <summary>The run to work under. One that broke off lately is gone on with, older ones are closed.</summary>
    public async Task<long> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await db.IngestRuns.Where(r => r.Kind == RunKind.Nightly && r.State == RunState.Running && r.Report == null)
            .OrderByDescending(r => r.Id).Select(r => new { r.Id, r.StartedAt }).ToListAsync(cancellationToken);
        var again = open.FirstOrDefault(r => r.StartedAt > time.GetUtcNow() - TakenUpWithin)?.Id;
        foreach (var left in open.Where(r => r.Id != again))
        {
            await runs.StopAsync(left.Id, "It broke off because the service ended, and the next one took over its work.", cancellationToken);
        }

        if (again is not { } known) return await runs.OpenAsync(RunKind.Nightly, "", null, cancellationToken);
        // The sync begins anew and counts what is unchanged anew; what it added or changed before is counted already.
        await db.IngestRuns.Where(r => r.Id == known).ExecuteUpdateAsync(r => r.SetProperty(x => x.Unchanged, 0), cancellationToken);
        return known;
    }

    /// <summary>A token that ends when the process stops or when a person cancels the run, in whichever process.</summary>
    public CancelWatch WatchForCancel(long run, CancellationToken cancellationToken) => new(contexts, run, cancellationToken);
}
