namespace RagDocs.Ingest.Sources;

/// <summary>A document as the catalog knows it.</summary>
public sealed record KnownFile(long DocumentId, string Path, long SizeBytes, DateTimeOffset? ModifiedAt, string ContentHash);

/// <summary>A document whose content lies under another path now. It stays the same document: versions and citations go along.</summary>
public sealed record MovedFile(long DocumentId, string From, ListedFile To);

/// <summary>What differs between a folder and the catalog.</summary>
public sealed record FolderChanges(
    IReadOnlyList<ListedFile> Added,
    IReadOnlyList<ListedFile> Changed,
    IReadOnlyList<MovedFile> Moved,
    IReadOnlyList<KnownFile> Removed,
    IReadOnlyList<KnownFile> Unchanged,
    bool FolderMissing = false)
{
    /// <summary>What lies in the folder but cannot be taken; documents that are known from there stay as they are.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];

    /// <summary>Why a sync would stop, or did, in words for people; null when it goes through.</summary>
    public string? Problem { get; init; }

    /// <summary>It stops only because so much would vanish: a person may decide to go ahead.</summary>
    public bool NeedsDecision { get; init; }

    /// <summary>Unchanged files with a new time stamp, which is noted so that the next sync need not read them again.</summary>
    internal IReadOnlyList<MovedFile> Touched { get; init; } = [];

    internal int KnownBefore => Unchanged.Count + Changed.Count + Moved.Count + Removed.Count;
}
