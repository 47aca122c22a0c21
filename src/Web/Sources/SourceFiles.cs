using Microsoft.EntityFrameworkCore;
using RagDocs.Retrieval.Access;
using RagDocs.Retrieval.Store;

namespace RagDocs.Web.Sources;

/// <summary>The stored file behind a version.</summary>
public sealed record SourceFileInfo(string ContentHash, string MediaType, string FileName, int? Pages);

/// <summary>Finds the file of a document version, within what the asker may read.</summary>
public sealed class SourceFiles(IDbContextFactory<RagDocsDbContext> contexts)
{
    /// <returns>Null when there is no such version, or it may not be read: the asker cannot tell which.</returns>
    public async Task<SourceFileInfo?> FindAsync(SearchScope scope, long versionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var version = await Readable(db, scope).Where(v => v.Id == versionId)
            .Select(v => new { v.ContentHash, v.MediaType, v.Document!.Path, v.Pages })
            .SingleOrDefaultAsync(cancellationToken);
        return version is null
            ? null
            : new SourceFileInfo(version.ContentHash, version.MediaType, version.Path[(version.Path.LastIndexOf('/') + 1)..], version.Pages);
    }

    /// <summary>Versions of documents that are in the library and may be read.</summary>
    internal static IQueryable<DocumentVersion> Readable(RagDocsDbContext db, SearchScope scope)
    {
        var versions = db.DocumentVersions.AsNoTracking().Where(v => v.Document!.RemovedAt == null);
        return scope.Collections is { } readable ? versions.Where(v => readable.Contains(v.Document!.CollectionId)) : versions;
    }
}
