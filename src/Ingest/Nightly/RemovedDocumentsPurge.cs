using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Ingest.Texts;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>
/// Deletes removed documents for good after their grace time: all of a document goes except the versions that a citation in a kept
/// conversation names, and the mark that a file of a server folder is to stay away. Then the files go that no version names any more, and the change lines nobody needs.
/// </summary>
public sealed class RemovedDocumentsPurge(
    IDbContextFactory<RagDocsDbContext> contexts, UnusedFiles files, StoredTexts texts, IndexChangeLog changes, IOptions<IngestOptions> options, TimeProvider time)
{
    /// <summary>A process that has missed more lines than these loads its vectors anew, which takes about as long as following them.</summary>
    private const int KeptChangeLines = 10_000;

    /// <summary>All documents but the marks left of purged ones: their content is no longer kept.</summary>
    internal static readonly Expression<Func<Document, bool>> NamesContent = d =>
        !(d.RemovedAt != null && d.NextAttemptAt == Document.Never && d.State == DocumentState.Canceled && d.Source!.Kind == SourceKind.Folder);

    public async Task<PurgeOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var before = time.GetUtcNow().AddDays(-options.Value.RemovedGraceDays);
        var removed = await db.Documents.Where(d => d.RemovedAt < before).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(cancellationToken);
        int documents = 0, versions = 0, kept = 0;
        foreach (var id in removed)
        {
            // One transaction a document: a kill in between leaves each of them whole or gone.
            if (await DeleteAsync(db, id, before, cancellationToken) is not { } deleted) continue;
            documents++;
            versions += deleted.Versions;
            kept += deleted.Kept;
        }

        var (count, bytes) = await files.DeleteAsync(cancellationToken);
        var named = await db.Documents.Where(NamesContent).Select(d => d.ContentHash).Union(db.DocumentVersions.Select(v => v.ContentHash)).ToListAsync(cancellationToken);
        await texts.DropUnnamedAsync(named.ToHashSet(StringComparer.Ordinal), cancellationToken);
        return new PurgeOutcome(documents, versions, kept, count, bytes, await changes.TrimAsync(KeptChangeLines, cancellationToken));
    }

    // Null when nothing was left to delete: what remains of it is only what citations name.
    private static async Task<(int Versions, int Kept)?> DeleteAsync(
        RagDocsDbContext db, long id, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The first statement writes, so nobody else does from here on; a document brought back meanwhile is left alone.
        var forgotten = await db.Documents.Where(d => d.Id == id && d.RemovedAt < before && d.CurrentVersionId != null)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.CurrentVersionId, (long?)null), cancellationToken);
        if (!await db.Documents.AnyAsync(d => d.Id == id && d.RemovedAt < before, cancellationToken)) return null;
        var uncited = db.DocumentVersions.Where(v => v.DocumentId == id && !db.Citations.Any(c => c.VersionId == v.Id));
        var versions = await ChunkDeletion.DeleteVersionsAsync(db, uncited, cancellationToken);
        await ChunkDeletion.DeleteVectorsAsync(db, db.Chunks.Where(c => c.DocumentId == id), cancellationToken);
        var kept = await db.DocumentVersions.CountAsync(v => v.DocumentId == id, cancellationToken);
        // Parts hang on their document by number only, and a part that is kept still says where it came from.
        // Of what a person has removed from a folder the row stays, without its content: the next sync must not bring the file back.
        if (kept == 0)
        {
            await db.Documents.Where(d => d.Id == id && d.NextAttemptAt == Document.Never && d.Source!.Kind == SourceKind.Folder)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DocumentState.Canceled), cancellationToken);
        }

        var gone = kept > 0 ? 0 : await db.Documents.Where(d => d.Id == id).Where(NamesContent).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return gone > 0 || versions > 0 || forgotten > 0 ? (versions, kept) : null;
    }
}
