namespace RagDocs.Retrieval.Store;

public enum RunKind
{
    Upload,
    CommandLine,
    FolderSync,
    Nightly,
    Retry,
}

public enum RunState
{
    Running,
    Done,
    Canceled,

    /// <summary>Stopped by a safety brake or an unreachable folder; <see cref="IngestRun.Problem"/> says why.</summary>
    NeedsAttention,
}

/// <summary>One upload, sync or retry: what the jobs page shows as a line.</summary>
public sealed class IngestRun
{
    public long Id { get; set; }

    public RunKind Kind { get; set; }

    /// <summary>What it worked on: a collection's or folder's name.</summary>
    public required string Subject { get; set; }

    public long? SourceId { get; set; }

    public RunState State { get; set; }

    public string? Problem { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Documents put into the queue by this run.</summary>
    public int Queued { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Moved { get; set; }

    public int Removed { get; set; }

    public int Unchanged { get; set; }

    /// <summary>The morning report of a nightly run, as JSON; null for other runs and until it is finished.</summary>
    public string? Report { get; set; }

    public List<Document> Documents { get; set; } = [];
}

/// <summary>One try at a document, kept for the job log.</summary>
public sealed class IngestAttempt
{
    public long Id { get; set; }

    public long DocumentId { get; set; }

    public Document? Document { get; set; }

    public int Number { get; set; }

    public required string Worker { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The state it ended in; null while it runs or when its process died.</summary>
    public DocumentState? Outcome { get; set; }

    public string? Reason { get; set; }

    public int? Pages { get; set; }
}
