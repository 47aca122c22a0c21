namespace RagDocs.Retrieval.Store;

public enum PageProblemKind
{
    /// <summary>A picture without text, and nothing could be recognised in it (or nothing is there to recognise with).</summary>
    NoText,

    /// <summary>Text was recognised, but the recognition itself is not sure of it.</summary>
    LowConfidence,

    /// <summary>The text layer is not what the page shows: its characters have no known meaning.</summary>
    Garbled,
}

/// <summary>A page that could not be read well; what the extraction health list is made of.</summary>
public sealed class PageProblem
{
    public long Id { get; set; }

    public long VersionId { get; set; }

    public DocumentVersion? Version { get; set; }

    /// <summary>Counted from 1.</summary>
    public int Page { get; set; }

    public PageProblemKind Kind { get; set; }

    /// <summary>Mean confidence of the recognised words, 0 to 1; null when nothing was recognised.</summary>
    public double? Confidence { get; set; }
}
