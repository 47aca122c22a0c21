namespace RagDocs.Retrieval.Store;

/// <summary>What has become of a document. The words people see for these are in the page's resources.</summary>
public enum DocumentState
{
    /// <summary>Accepted and waiting in the queue.</summary>
    Pending,

    /// <summary>A worker holds the lease and is reading, embedding or indexing it.</summary>
    Indexing,
    Indexed,

    /// <summary>Readable in part; <see cref="Document.Reason"/> says what is missing.</summary>
    Partial,
    NoText,
    Password,
    Damaged,
    Unsupported,

    /// <summary>A limit was passed or the file is hostile.</summary>
    Refused,

    /// <summary>Something else went wrong, after all attempts.</summary>
    Failed,

    /// <summary>Taken out of the queue by a person.</summary>
    Canceled,
}

/// <summary>What is to be done with a document that waits in the queue.</summary>
public enum WorkKind
{
    /// <summary>Read its text, chunk, embed, index.</summary>
    Read,

    /// <summary>Its text is searchable already; now recognise the pages that are pictures (OCR).</summary>
    Recognize,
}

/// <summary>A file in a collection. The row is also the queue entry: durable, visible, transactional.</summary>
public sealed class Document
{
    /// <summary>Later than any attempt.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public long Id { get; set; }

    public long CollectionId { get; set; }

    public Collection? Collection { get; set; }

    public long SourceId { get; set; }

    public Source? Source { get; set; }

    /// <summary>The document this one was found in (an attachment's mail, a file's archive); null for a file of its own. It comes and goes with it.</summary>
    public long? ParentId { get; set; }

    /// <summary>Relative to the source, forward slashes, unique within it. Of a part: its parent's path, a slash, its name in there.</summary>
    public required string Path { get; set; }

    /// <summary>From the document itself, else from the file name.</summary>
    public required string Title { get; set; }

    public DocumentState State { get; set; }

    /// <summary>What happened and what to do, in words for people; null when all is well.</summary>
    public string? Reason { get; set; }

    /// <summary>SHA-256 (lower-case hex) of the content to be indexed; names the file in the originals.</summary>
    public required string ContentHash { get; set; }

    public long SizeBytes { get; set; }

    /// <summary>Time stamp of the file in its source, for cheap change detection.</summary>
    public DateTimeOffset? SourceModifiedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The day a person or the document itself set for its next review (<see cref="ReviewDay"/> tells which); null leaves it to
    /// <see cref="Collection.ReviewAfterDays"/>.</summary>
    public DateTimeOffset? ReviewBy { get; set; }

    /// <summary>
    /// Set when it was removed by a person or is gone from its source. Nothing of it is searchable; it can be brought back. Which of the two
    /// it was, <see cref="NextAttemptAt"/> tells: after a person it is <see cref="Never"/>.
    /// </summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>The version that is searched; null until the first is indexed.</summary>
    public long? CurrentVersionId { get; set; }

    public List<DocumentVersion> Versions { get; set; } = [];

    /// <summary>What the queue is to do with it next; each kind has its own limit.</summary>
    public WorkKind Work { get; set; }

    public long? RunId { get; set; }

    /// <summary>The upload, sync or retry that last queued the document.</summary>
    public IngestRun? Run { get; set; }

    public int Attempts { get; set; }

    /// <summary>
    /// Not to be tried again before this time. At <see cref="Never"/> a sync leaves a removed document away while its file stays the same.
    /// </summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    public string? LeaseOwner { get; set; }

    /// <summary>After this time another worker may take the document over.</summary>
    public DateTimeOffset? LeaseExpiresAt { get; set; }
}

/// <summary>One content of a document that was read. Versions are kept, so that an old citation opens what it read.</summary>
public sealed class DocumentVersion
{
    public long Id { get; set; }

    public long DocumentId { get; set; }

    public Document? Document { get; set; }

    /// <summary>Counted from 1 within the document.</summary>
    public int Number { get; set; }

    public required string ContentHash { get; set; }

    public required string MediaType { get; set; }

    /// <summary>Number of pages; null for formats without pages.</summary>
    public int? Pages { get; set; }

    public int ChunkCount { get; set; }

    /// <summary>True while its chunks are still being written: nothing of it is searched yet. Left over by a process that was killed, it is dropped.</summary>
    public bool Staged { get; set; }

    public DateTimeOffset IndexedAt { get; set; }

    public List<Chunk> Chunks { get; set; } = [];

    public List<PageProblem> PageProblems { get; set; } = [];
}
