using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Store;

namespace RagDocs.Retrieval.Access;

/// <summary>Who may read what. Asked afresh for every search and every opened source, so a withdrawn right ends at once.</summary>
public sealed class AccessRights(IDbContextFactory<RagDocsDbContext> catalog)
{
    // Asked by every search and every page: their translation is kept.
    private static readonly Func<RagDocsDbContext, long, Task<Standing?>> StandingOf = EF.CompileAsyncQuery((RagDocsDbContext db, long id) =>
        db.Users.Where(u => u.Id == id).Select(u => new Standing(u.Role, u.DisabledAt)).SingleOrDefault());

    private static readonly Func<RagDocsDbContext, long, IAsyncEnumerable<long>> Readable = EF.CompileAsyncQuery((RagDocsDbContext db, long id) =>
        db.Collections.Where(c => c.OpenToEveryone || c.Readers.Any(r => r.UserId == id || r.Group!.Members.Any(m => m.UserId == id))).Select(c => c.Id));

    /// <summary>What a person may read: administrators everything; others the collections open to everyone and those they, or a group
    /// of theirs, are readers of; a person who is switched off or unknown nothing.</summary>
    public async Task<SearchScope> ScopeForAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await catalog.CreateDbContextAsync(cancellationToken);
        if (await StandingOf(db, userId) is not { DisabledAt: null } person) return SearchScope.Nothing;
        if (person.Role == UserRole.Administrator) return SearchScope.Everything;
        var readable = new List<long>();
        await foreach (var id in Readable(db, userId).WithCancellation(cancellationToken)) readable.Add(id);
        return SearchScope.Of(readable);
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

    private sealed record Standing(UserRole Role, DateTimeOffset? DisabledAt);
}
