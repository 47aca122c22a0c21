namespace RagDocs.Retrieval.Store;

/// <summary>A row of the library: everything a person needs to know about a document at a glance.</summary>
/// <param name="Pages">Of the searched version; null when it has none.</param>
/// <param name="Passages">Chunks of the searched version; null before the first was indexed.</param>
/// <param name="Version">Number of the searched version; null before the first was indexed.</param>
/// <param name="VersionId">The searched version; null before the first was indexed.</param>
public sealed record DocumentLine(
    long Id,
    string Title,
    string Path,
    long CollectionId,
    string Collection,
    DocumentState State,
    string? Reason,
    int? Pages,
    int? Passages,
    int? Version,
    long? VersionId,
    long SizeBytes,
    DateTimeOffset ChangedAt)
{
    /// <summary>The day it is to be looked at again; null for never.</summary>
    public DateOnly? ReviewBy { get; init; }
}

/// <summary>Groups of states as the library's filters name them.</summary>
public enum DocumentStateFilter
{
    All,

    /// <summary>Waiting or being worked on.</summary>
    InWork,
    Ready,

    /// <summary>Partly readable, not readable, failed or canceled: a person has to do something.</summary>
    NeedsYou,

    /// <summary>The day it was to be looked at again has passed.</summary>
    ReviewDue,
}

public enum DocumentOrder
{
    Changed,
    Title,
    Collection,
    State,
    Pages,
    Passages,
}

/// <summary>Which rows of the library are wanted.</summary>
/// <param name="Text">Words in title or path; empty for all.</param>
/// <param name="CollectionId">Null for every readable collection.</param>
public sealed record DocumentFilter(
    string Text = "",
    long? CollectionId = null,
    DocumentStateFilter State = DocumentStateFilter.All,
    DocumentOrder Order = DocumentOrder.Changed,
    bool Descending = true,
    int Skip = 0,
    int Take = 50);

/// <param name="Lines">The rows asked for.</param>
/// <param name="Total">Rows that fit the filter in all.</param>
public sealed record DocumentPage(IReadOnlyList<DocumentLine> Lines, int Total);

public sealed record CollectionLine(long Id, string Name, string Description, bool OpenToEveryone, int Documents);

/// <param name="NeedsYou">Documents a person has to do something about.</param>
/// <param name="ReviewDue">Documents that were to be looked at again by now.</param>
public sealed record LibrarySummary(int Collections, int Documents, int Passages, int InWork, int NeedsYou, int ReviewDue);
