namespace RagDocs.Retrieval.Store;

/// <summary>What is wrong with the text of a document.</summary>
public enum HealthProblem
{
    /// <summary>All or some pages gave no text.</summary>
    NoText,

    /// <summary>Pages were recognised, but not surely.</summary>
    LowConfidence,

    /// <summary>The text layer of pages is not what they show.</summary>
    Garbled,
    Password,
    Damaged,
    Refused,
    Unsupported,
}

public enum HealthOrder
{
    /// <summary>Number of pages with a problem.</summary>
    Pages,
    Title,
    State,
    Confidence,
    Changed,
}

/// <summary>Which rows of the extraction health list are wanted.</summary>
/// <param name="Problem">Null for all.</param>
public sealed record HealthFilter(
    HealthProblem? Problem = null, HealthOrder Order = HealthOrder.Changed, bool Descending = true, int Skip = 0, int Take = 50);

/// <summary>A document that was read badly or not at all.</summary>
public sealed record HealthLine
{
    public required long Id { get; init; }

    public required string Title { get; init; }

    public required string Path { get; init; }

    public required long CollectionId { get; init; }

    public required string Collection { get; init; }

    public required DocumentState State { get; init; }

    /// <summary>What happened and what to do, in words for people.</summary>
    public required string? Reason { get; init; }

    /// <summary>The searched version; null when nothing of it is searchable.</summary>
    public required long? VersionId { get; init; }

    /// <summary>Pages in all; null when not known.</summary>
    public required int? Pages { get; init; }

    /// <summary>Pages without text.</summary>
    public required int NoText { get; init; }

    /// <summary>Pages recognised with low confidence.</summary>
    public required int LowConfidence { get; init; }

    /// <summary>Pages whose characters have no meaning.</summary>
    public required int Garbled { get; init; }

    /// <summary>Mean confidence of the pages recognised badly, 0 to 1.</summary>
    public required double? Confidence { get; init; }

    /// <summary>The first page with a problem; null when no page is known.</summary>
    public required int? FirstPage { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}

/// <param name="Lines">The rows asked for.</param>
/// <param name="Total">Rows that fit the filter in all.</param>
/// <param name="Counts">Documents with each problem, whatever the filter; one may have several.</param>
public sealed record HealthList(IReadOnlyList<HealthLine> Lines, int Total, IReadOnlyDictionary<HealthProblem, int> Counts);
