using System.Security.Cryptography;

namespace RagDocs.Ingest.Sources;

/// <summary>A document as the catalog knows it.</summary>
public sealed record KnownFile(long DocumentId, string Path, long SizeBytes, DateTimeOffset? ModifiedAt, string ContentHash);

public sealed record MovedFile(long DocumentId, string From, ListedFile To);

/// <summary>What differs between a folder and the catalog.</summary>
public sealed record FolderChanges(
    IReadOnlyList<ListedFile> Added,
    IReadOnlyList<ListedFile> Changed,
    IReadOnlyList<MovedFile> Moved,
    IReadOnlyList<KnownFile> Removed,
    IReadOnlyList<KnownFile> Unchanged,
    bool FolderMissing = false);

/// <summary>Compares a folder with the catalog: by size and time first, by SHA-256 where these differ, and renames by equal content.</summary>
internal static class FolderComparison
{
    public static async Task<FolderChanges> CompareAsync(
        IReadOnlyList<ListedFile>? listed, IReadOnlyList<KnownFile> known, CancellationToken cancellationToken)
    {
        if (listed is null) return new FolderChanges([], [], [], [], known, FolderMissing: true);
        var byPath = known.ToDictionary(k => k.Path, StringComparer.Ordinal);
        var added = new List<ListedFile>();
        var changed = new List<ListedFile>();
        var unchanged = new List<KnownFile>();
        foreach (var file in listed)
        {
            if (!byPath.Remove(file.Path, out var before)) added.Add(file);
            else if (await SameContentAsync(file, before, cancellationToken)) unchanged.Add(before);
            else changed.Add(file);
        }

        var moved = await MovesAsync(added, byPath, cancellationToken);
        return new FolderChanges(added, changed, moved, [.. byPath.Values], unchanged);
    }

    private static async Task<bool> SameContentAsync(ListedFile file, KnownFile before, CancellationToken cancellationToken) =>
        file.SizeBytes == before.SizeBytes
        && (file.ModifiedAt == before.ModifiedAt || await HashAsync(file, cancellationToken) is not { } hash || hash == before.ContentHash);

    // Takes moved files out of both lists: a new path whose content a vanished path had.
    private static async Task<List<MovedFile>> MovesAsync(
        List<ListedFile> added, Dictionary<string, KnownFile> vanished, CancellationToken cancellationToken)
    {
        var moves = new List<MovedFile>();
        foreach (var file in added.ToArray())
        {
            var sameSize = vanished.Values.Where(k => k.SizeBytes == file.SizeBytes).ToList();
            if (sameSize.Count == 0) continue;
            var hash = await HashAsync(file, cancellationToken);
            if (sameSize.Find(k => k.ContentHash == hash) is not { } before) continue;
            moves.Add(new MovedFile(before.DocumentId, before.Path, file));
            vanished.Remove(before.Path);
            added.Remove(file);
        }

        return moves;
    }

    /// <returns>Null when the file cannot be read now: then nothing is said about it, and the next sync asks again.</returns>
    private static async Task<string?> HashAsync(ListedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = File.OpenRead(file.FullPath);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
