using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>A collection or source cannot be set up as asked; the message says why, for people.</summary>
public sealed class SetupException(string message) : Exception(message);

/// <summary>Creates collections and connects them to where their documents come from.</summary>
public sealed class SourceSetup(IDbContextFactory<RagDocsDbContext> contexts, IOptions<IngestOptions> options, TimeProvider time)
{
    private const int MaxNameLength = 80;

    /// <returns>The new collection's id.</returns>
    /// <exception cref="SetupException">The name is empty, too long or taken.</exception>
    public async Task<long> AddCollectionAsync(string name, string description, bool openToEveryone, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > MaxNameLength) throw new SetupException($"Give the collection a name of 1 to {MaxNameLength} characters.");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Collections.AnyAsync(c => c.Name == name, cancellationToken))
        {
            throw new SetupException($"There is a collection named “{name}” already. Choose another name.");
        }

        var now = time.GetUtcNow();
        var collection = new Collection
        {
            Name = name, Description = description.Trim(), OpenToEveryone = openToEveryone, CreatedAt = now,
            Sources = [new Source { Kind = SourceKind.Upload, CreatedAt = now }],
        };
        db.Add(collection);
        await db.SaveChangesAsync(cancellationToken);
        return collection.Id;
    }

    /// <summary>The id of a collection by name, created closed when there is none; for the command line.</summary>
    public async Task<long> FindOrAddCollectionAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await db.Collections.Where(c => c.Name == name.Trim()).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancellationToken);
        return id ?? await AddCollectionAsync(name, "", openToEveryone: false, cancellationToken);
    }

    /// <summary>The source that uploads into a collection belong to.</summary>
    public async Task<long?> UploadSourceAsync(long collectionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<Source>().Where(s => s.CollectionId == collectionId && s.Kind == SourceKind.Upload)
            .Select(s => (long?)s.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Names a folder on the server that the collection is kept in step with.</summary>
    /// <returns>The new source's id.</returns>
    /// <exception cref="SetupException">It does not exist, cannot be read, is not below an allowed root, or is connected already.</exception>
    public async Task<long> AddFolderAsync(long collectionId, string path, CancellationToken cancellationToken, FolderSettings? settings = null)
    {
        var chosen = (settings ?? new FolderSettings()).Checked(time);
        var full = AllowedFolder(path);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Source>().AnyAsync(s => s.FolderPath == full && s.CollectionId == collectionId, cancellationToken))
        {
            throw new SetupException("This folder is connected to the collection already.");
        }

        var source = new Source { CollectionId = collectionId, Kind = SourceKind.Folder, FolderPath = full, CreatedAt = time.GetUtcNow() };
        chosen.ApplyTo(source);
        db.Add(source);
        await db.SaveChangesAsync(cancellationToken);
        return source.Id;
    }

    /// <summary>The folder as it would be connected.</summary>
    /// <exception cref="SetupException">It does not exist, cannot be read, or is not below an allowed root.</exception>
    internal string AllowedFolder(string path)
    {
        if (!Path.IsPathFullyQualified(path)) throw new SetupException("Give the full path of the folder on the server, for example /srv/documents.");
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (!folder.Exists) throw new SetupException("There is no such folder on the server, or the service may not read it.");
        var real = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        string[] roots = [.. options.Value.FolderRoots.Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))];
        if (!Array.Exists(roots, root => real == root || real.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            throw new SetupException(
                roots.Length == 0
                    ? "No folder may be connected yet. Whoever runs the server names with the setting Ingest:FolderRoots where they may lie."
                    : $"Folders may only be connected below {string.Join(", ", roots)}. Whoever runs the server can add more with the setting Ingest:FolderRoots.");
        }

        return real;
    }
}
