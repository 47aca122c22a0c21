namespace RagDocs.Retrieval.Store;

/// <summary>A set of documents with one list of readers.</summary>
public sealed class Collection
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public string Description { get; set; } = "";

    /// <summary>True when everybody who can sign in may read it; else only <see cref="Readers"/> and administrators.</summary>
    public bool OpenToEveryone { get; set; }

    /// <summary>Languages of its scans as tesseract names them, joined by "+" ("deu+eng"); empty for the server's default.</summary>
    public string Languages { get; set; } = "";

    /// <summary>Days after which its documents are to be looked at again; answers that rest on older ones say so. Null for never.</summary>
    public int? ReviewAfterDays { get; set; }

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

    /// <summary>Patterns of paths to take, one a line ("*.pdf", "reports/**"); empty takes all.</summary>
    public string Include { get; set; } = "";

    /// <summary>Patterns of paths to leave out, one a line; wins over <see cref="Include"/>.</summary>
    public string Exclude { get; set; } = "";

    /// <summary>When it is brought in step, as a cron expression of Quartz; null for the nightly job.</summary>
    public string? Cron { get; set; }

    /// <summary>Time zone of <see cref="Cron"/> ("Europe/Berlin"); null for the server's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Set while a person has paused it: it is not synced, and its waiting documents are not worked on.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    public DateTimeOffset? LastSyncAt { get; set; }

    /// <summary>Why the last sync stopped; null when it went through.</summary>
    public string? LastSyncProblem { get; set; }
}
