using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Access;

/// <summary>Who may read what. Asked afresh for every search and every opened source, so a withdrawn right ends at once.</summary>
public sealed class AccessRights(IDbContextFactory<RagDocsDbContext> catalog)
{
    /// <summary>What a person may read: administrators everything; others the collections open to everyone and those they, or a group
    /// of theirs, are readers of; a person who is switched off or unknown nothing.</summary>
    public async Task<SearchScope> ScopeForAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, cancellationToken);
        if (user is null || user.DisabledAt is not null) return SearchScope.Nothing;
        if (user.Role == UserRole.Administrator) return SearchScope.Everything;
        return SearchScope.Of(await db.Collections
            .Where(c => c.OpenToEveryone || c.Readers.Any(r => r.UserId == userId || r.Group!.Members.Any(m => m.UserId == userId)))
            .Select(c => c.Id)
            .ToListAsync(cancellationToken));
    }

    /// <summary>The version a citation is pinned to, with its document and collection, when it may be opened; null when it is unknown,
    /// removed, or not to be read by this person: the three look alike from outside, so that nobody learns what exists.</summary>
    public async Task<DocumentVersion?> OpenableVersionAsync(SearchScope scope, long versionId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        var versions = db.DocumentVersions.AsNoTracking().Where(v => v.Id == versionId && v.Document!.RemovedAt == null);
        if (scope.Collections is { } readable) versions = versions.Where(v => readable.Contains(v.Document!.CollectionId));
        return await versions.Include(v => v.Document!.Collection).SingleOrDefaultAsync(cancellationToken);
    }
}
