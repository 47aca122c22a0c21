using Microsoft.EntityFrameworkCore;
using RagDocs.Ingest.Jobs;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>What an administrator sees of sources and does with them.</summary>
public sealed class SourceActions(
    IDbContextFactory<RagDocsDbContext> contexts, Runs runs, RunningSyncs running, FolderSync sync, SourceSetup setup, SourceRemoval removal,
    SourceSchedule schedule, QueueWaker waker, TimeProvider time)
{
    private static readonly DocumentState[] InWork = [DocumentState.Pending, DocumentState.Indexing];

    /// <summary>Server folders, and those upload sources that hold something; by collection.</summary>
    public async Task<IReadOnlyList<SourceLine>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<Source>().AsNoTracking().Include(s => s.Collection).Where(s => s.Kind == SourceKind.Folder || db.Documents.Any(d => d.SourceId == s.Id && d.RemovedAt == null))
            .OrderBy(s => s.Collection!.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        var counts = await db.Documents.Where(d => d.RemovedAt == null).GroupBy(d => new { d.SourceId, d.State, IsPart = d.ParentId != null })
            .Select(g => new { g.Key.SourceId, g.Key.State, g.Key.IsPart, Count = g.Count() }).ToListAsync(cancellationToken);
        var last = await runs.LastOfSourcesAsync(cancellationToken);
        return rows.ConvertAll(s => new SourceLine(
            s.Id, s.CollectionId, s.Collection!.Name, s.Kind, s.FolderPath, new FolderSettings(s.Include, s.Exclude, s.Cron, s.TimeZone), s.PausedAt,
            s.LastSyncAt, s.LastSyncProblem, Count(s, c => !c.IsPart), Count(s, c => InWork.Contains(c.State)),
            Count(s, c => !InWork.Contains(c.State) && c.State != DocumentState.Indexed), last.GetValueOrDefault(s.Id)));

        int Count(Source source, Func<(DocumentState State, bool IsPart), bool> fits) =>
            counts.Where(c => c.SourceId == source.Id && fits((c.State, c.IsPart))).Sum(c => c.Count);
    }

    /// <summary>What the first sync of a folder would bring, before it is connected.</summary>
    /// <exception cref="SetupException">The folder may not be connected, or the settings cannot be meant so.</exception>
    public Task<FolderChanges> PreviewAsync(string path, FolderSettings settings, CancellationToken cancellationToken)
    {
        var chosen = settings.Checked(time);
        return sync.PreviewAsync(setup.AllowedFolder(path), chosen.Include, chosen.Exclude, cancellationToken);
    }

    /// <summary>Changes patterns and schedule; what they mean for the documents shows with the next sync.</summary>
    /// <exception cref="SetupException">The settings cannot be meant so, or there is no such folder.</exception>
    public async Task ChangeAsync(long sourceId, FolderSettings settings, CancellationToken cancellationToken)
    {
        var chosen = settings.Checked(time);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await db.Set<Source>().SingleOrDefaultAsync(s => s.Id == sourceId && s.Kind == SourceKind.Folder, cancellationToken)
            ?? throw new SetupException("There is no such server folder any more.");
        chosen.ApplyTo(source);
        await db.SaveChangesAsync(cancellationToken);
        await schedule.ApplyAsync(sourceId, cancellationToken);
    }

    /// <summary>Stops syncing and indexing of a source until it is resumed; what is being read now is still finished.</summary>
    public async Task PauseAsync(long sourceId, CancellationToken cancellationToken)
    {
        running.Cancel(sourceId);
        await SetPausedAsync(sourceId, time.GetUtcNow(), cancellationToken);
    }

    public async Task ResumeAsync(long sourceId, CancellationToken cancellationToken)
    {
        await SetPausedAsync(sourceId, null, cancellationToken);
        await waker.WakeAsync(cancellationToken);
    }

    /// <summary>
    /// Disconnects a server folder. Its documents leave every search at once; they are kept as removed ones of the collection, so that
    /// citations still open what was read, until removed documents are purged. The folder itself is not touched.
    /// </summary>
    /// <returns>Documents that left the search.</returns>
    public async Task<int> RemoveAsync(long sourceId, CancellationToken cancellationToken)
    {
        running.Cancel(sourceId);
        using var turn = await running.BeginAsync(sourceId, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await db.Set<Source>().SingleOrDefaultAsync(s => s.Id == sourceId && s.Kind == SourceKind.Folder, cancellationToken)
            ?? throw new SetupException("There is no such server folder any more.");
        var uploads = await setup.UploadSourceAsync(source.CollectionId, cancellationToken) ?? throw new SetupException("The collection of this folder is gone.");
        var removed = await removal.RemoveAsync(sourceId, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var documents = db.Documents.Where(d => d.SourceId == sourceId);
        await documents.Where(d => db.Documents.Any(x => x.SourceId == uploads && x.Path == d.Path))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.Path, x => x.Path + " (removed " + x.Id + ")"), cancellationToken);
        await documents.ExecuteUpdateAsync(d => d.SetProperty(x => x.SourceId, uploads), cancellationToken);
        db.Remove(source);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await schedule.ApplyAsync(sourceId, cancellationToken);
        return removed;
    }

    private async Task SetPausedAsync(long sourceId, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<Source>().Where(s => s.Id == sourceId).ExecuteUpdateAsync(s => s.SetProperty(x => x.PausedAt, at), cancellationToken);
        await schedule.ApplyAsync(sourceId, cancellationToken);
    }
}
