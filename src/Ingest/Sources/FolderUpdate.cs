using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>Carries out what a comparison found, in batches: moves first, then contents, then removals.</summary>
internal sealed class FolderUpdate(
    IDbContextFactory<RagDocsDbContext> contexts, FileIntake intake, DocumentIndex index, TimeProvider time, RunningSync sync, Source source, long run)
{
    private const int Batch = 200;
    private const int Readers = 4;

    private readonly string _realFolder = FolderFile.RealPath(source.FolderPath!);
    private readonly ConcurrentBag<SkippedFile> _skipped = [];

    /// <returns>Files that could not be taken this time.</returns>
    public async Task<IReadOnlyList<SkippedFile>> RunAsync(FolderChanges changes)
    {
        foreach (var batch in changes.Moved.Chunk(Batch)) await MoveAsync(batch);
        foreach (var batch in changes.Touched.Chunk(Batch)) await TouchAsync(batch);
        await TakeAsync([.. changes.Added, .. changes.Changed]);
        await RemoveAsync(changes.Removed);
        await CountAsync(changes);
        return [.. _skipped.OrderBy(s => s.Path, StringComparer.Ordinal)];
    }

    private async Task TakeAsync(IReadOnlyList<ListedFile> files)
    {
        var done = 0;
        foreach (var batch in files.Chunk(Batch))
        {
            await StopIfCanceledAsync();
            var arrived = new ConcurrentBag<ArrivedFile>();
            await Parallel.ForEachAsync(batch, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = sync.Token }, async (file, stop) =>
            {
                if (await StoreAsync(file, stop) is { } stored) arrived.Add(new ArrivedFile(file.Path, stored, file.ModifiedAt));
                sync.Report(SyncStep.Taking, Interlocked.Increment(ref done), files.Count);
            });
            if (!arrived.IsEmpty) await intake.QueueAsync(source.Id, run, [.. arrived.OrderBy(a => a.Path, StringComparer.Ordinal)], sync.Token);
        }
    }

    // Canceled on the jobs page, where the run stands: nothing more is to be queued under it.
    private async Task StopIfCanceledAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(sync.Token);
        if (await db.IngestRuns.AnyAsync(r => r.Id == run && r.State == RunState.Canceled, sync.Token)) sync.CancelByPerson();
        sync.Token.ThrowIfCancellationRequested();
    }

    // A file that changes while it is copied is left for the next sync: the catalog never holds half of it.
    private async Task<StoredFile?> StoreAsync(ListedFile file, CancellationToken cancellationToken)
    {
        try
        {
            StoredFile stored;
            await using (var content = FolderFile.Open(_realFolder, file)) stored = await intake.StoreAsync(content, cancellationToken);
            if (stored.SizeBytes == file.SizeBytes && FolderFile.IsAsListed(file)) return stored;
            _skipped.Add(new SkippedFile(file.Path, SkipReason.Changing));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _skipped.Add(new SkippedFile(file.Path, SkipReason.Of(unreadable)));
        }

        return null;
    }

    private async Task MoveAsync(IReadOnlyList<MovedFile> moves)
    {
        await using var db = await contexts.CreateDbContextAsync(sync.Token);
        await using var transaction = await db.Database.BeginTransactionAsync(sync.Token);
        foreach (var move in moves)
        {
            var path = move.To.Path;
            // A removed document may still hold the new path. It gives way, but is kept: citations may name it.
            await db.Documents.Where(d => d.SourceId == source.Id && d.Path == path && d.RemovedAt != null)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.Path, x => x.Path + " (removed " + x.Id + ")"), sync.Token);
            await db.Documents.Where(d => d.Id == move.DocumentId).ExecuteUpdateAsync(
                d => d.SetProperty(x => x.Path, path).SetProperty(x => x.SourceModifiedAt, move.To.ModifiedAt).SetProperty(x => x.ChangedAt, time.GetUtcNow()),
                sync.Token);
            await MovePartsAsync(db, move);
        }

        await transaction.CommitAsync(sync.Token);
    }

    private async Task MovePartsAsync(RagDocsDbContext db, MovedFile move)
    {
        var parts = await db.PartsOfAsync([move.DocumentId], sync.Token);
        if (parts.Count == 0) return;
        var (folder, from) = (move.To.Path, move.From.Length);
        await db.Documents.Where(d => d.SourceId == source.Id && d.RemovedAt != null && d.Path.StartsWith(folder + "/") && !EF.Parameter(parts).Contains(d.Id))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Path, x => x.Path + " (removed " + x.Id + ")"), sync.Token);
        foreach (var part in await db.Documents.Where(d => EF.Parameter(parts).Contains(d.Id)).ToListAsync(sync.Token)) part.Path = string.Concat(folder, part.Path.AsSpan(from));
        await db.SaveChangesAsync(sync.Token);
    }

    private async Task TouchAsync(IReadOnlyList<MovedFile> touched)
    {
        await using var db = await contexts.CreateDbContextAsync(sync.Token);
        await using var transaction = await db.Database.BeginTransactionAsync(sync.Token);
        foreach (var file in touched)
        {
            await db.Documents.Where(d => d.Id == file.DocumentId).ExecuteUpdateAsync(d => d.SetProperty(x => x.SourceModifiedAt, file.To.ModifiedAt), sync.Token);
        }

        await transaction.CommitAsync(sync.Token);
    }

    private async Task RemoveAsync(IReadOnlyList<KnownFile> gone)
    {
        for (var i = 0; i < gone.Count; i++)
        {
            sync.Report(SyncStep.Removing, i, gone.Count);
            await index.RemoveAsync(gone[i].DocumentId, sync.Token);
        }
    }

    private async Task CountAsync(FolderChanges changes)
    {
        await using var db = await contexts.CreateDbContextAsync(sync.Token);
        await db.IngestRuns.Where(r => r.Id == run).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Moved, x => x.Moved + changes.Moved.Count)
                .SetProperty(x => x.Removed, x => x.Removed + changes.Removed.Count)
                .SetProperty(x => x.Unchanged, x => x.Unchanged + changes.Unchanged.Count),
            sync.Token);
        await db.Set<Source>().Where(s => s.Id == source.Id).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.LastSyncAt, time.GetUtcNow()).SetProperty(x => x.LastSyncProblem, (string?)null), sync.Token);
    }
}
