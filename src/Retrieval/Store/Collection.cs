namespace RagDocs.Retrieval.Store;

/// <summary>A set of documents with one list of readers.</summary>
public sealed class Collection
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>True when everybody who can sign in may read it; else only <see cref="Readers"/> and administrators.</summary>
    public bool OpenToEveryone { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public List<CollectionReader> Readers { get; set; } = [];

    public List<Source> Sources { get; set; } = [];
}

/// <summary>A person or a group that may read a collection; exactly one of the two is set.</summary>
public sealed class CollectionReader
{
    public long Id { get; set; }

    public long CollectionId { get; set; }

    public Collection? Collection { get; set; }

    public long? UserId { get; set; }

    public User? User { get; set; }

    public long? GroupId { get; set; }

    public Group? Group { get; set; }
}

public enum SourceKind
{
    /// <summary>Files that people or the command line handed over.</summary>
    Upload,

    /// <summary>A folder on the server that is kept in step.</summary>
    Folder,
}

/// <summary>Where a collection's documents come from.</summary>
public sealed class Source
{
    public long Id { get; set; }

    public long CollectionId { get; set; }

    public Collection? Collection { get; set; }

    public SourceKind Kind { get; set; }

    /// <summary>Absolute path of a server folder; null for uploads.</summary>
    public string? FolderPath { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSyncAt { get; set; }

    /// <summary>Why the last sync stopped; null when it went through.</summary>
    public string? LastSyncProblem { get; set; }
}
