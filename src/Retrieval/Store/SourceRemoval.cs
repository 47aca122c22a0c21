using Microsoft.EntityFrameworkCore;

namespace RagDocs.Retrieval.Store;

/// <summary>Beside <see cref="DocumentIndex"/>: the one way a whole source leaves the search, in one transaction however many documents it has.</summary>
public sealed class SourceRemoval(IDbContextFactory<RagDocsDbContext> catalog, TimeProvider time)
{
    /// <summary>Takes all documents of a source out of every search at once; their text stays.</summary>
    /// <returns>How many left the search.</returns>
    public async Task<int> RemoveAsync(long sourceId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var documents = db.Documents.Where(d => d.SourceId == sourceId && d.RemovedAt == null);
        var ids = await documents.Select(d => d.Id).ToListAsync(cancellationToken);
        await db.Chunks.Where(c => c.Searchable && documents.Any(d => d.Id == c.DocumentId))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Searchable, false), cancellationToken);
        db.IndexChanges.AddRange(ids.Select(id => new IndexChange { DocumentId = id }));
        await db.SaveChangesAsync(cancellationToken);
        await documents.Where(d => d.State == DocumentState.Indexing).ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DocumentState.Pending), cancellationToken);
        var now = time.GetUtcNow();
        await documents.ExecuteUpdateAsync(
            d => d.SetProperty(x => x.RemovedAt, now)
                .SetProperty(x => x.ChangedAt, now)
                .SetProperty(x => x.LeaseOwner, (string?)null)
                .SetProperty(x => x.LeaseExpiresAt, (DateTimeOffset?)null),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids.Count;
    }
}
