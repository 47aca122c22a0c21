using System.Text.Json.Serialization;
using RagDocs.Retrieval.Integrity;
using RagDocs.Retrieval.Quality;
using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Nightly;

/// <summary>The steps of the nightly run, in their order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NightlyStep>))]
public enum NightlyStep
{
    /// <summary>Server folders without a schedule of their own are brought in step.</summary>
    Sync,

    /// <summary>What failed for reasons that may pass is queued again.</summary>
    Retry,

    /// <summary>Waits until what was queued is through.</summary>
    Read,

    /// <summary>Documents removed long ago are deleted for good.</summary>
    Purge,

    /// <summary>The index is compared with itself.</summary>
    Check,

    /// <summary>Search is measured on the quality sets.</summary>
    Quality,

    /// <summary>Figures are gathered and the report is kept.</summary>
    Report,
}

/// <param name="Problem">Why the step broke off, in words for people; null when it went through.</param>
public sealed record StepOutcome(NightlyStep Step, TimeSpan Took, string? Problem);

/// <summary>A document that could not be read.</summary>
public sealed record TroubledDocument(long Id, string Collection, string Path, DocumentState State, string Reason);

/// <summary>A folder whose sync stopped.</summary>
public sealed record TroubledFolder(string Folder, string Problem);

/// <summary>What was deleted for good.</summary>
/// <param name="Documents">Removed documents of which nothing is left, or only what citations name.</param>
/// <param name="Kept">Versions of them kept because a citation in a conversation names them.</param>
/// <param name="Files">Originals, page pictures and stored texts no version names any more.</param>
public sealed record PurgeOutcome(int Documents, int Versions, int Kept, int Files, long FileBytes, int ChangeLines)
{
    public static readonly PurgeOutcome Nothing = new(0, 0, 0, 0, 0, 0);
}

/// <param name="Chunks">Searchable ones.</param>
public sealed record IndexSize(int Documents, int Chunks, long VectorBytes, long DatabaseBytes, long OriginalBytes);

/// <summary>What a night brought: kept as JSON with its run, written as a file, shown on the jobs page.</summary>
/// <param name="Failed">Documents that failed for an unclear reason; the first of <paramref name="FailedCount"/>.</param>
/// <param name="Unreadable">Documents that cannot be read as they are; the first of <paramref name="UnreadableCount"/>.</param>
/// <param name="Waiting">Documents of this run not through when the report was written.</param>
/// <param name="NeedYou">Documents of the whole library a person has to do something about.</param>
/// <param name="Check">Null when the check broke off.</param>
public sealed record MorningReport(
    long Run, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Added, int Changed, int Moved, int Removed, int Unchanged, int Retried,
    int Read, int Waiting, int NeedYou, int FailedCount, IReadOnlyList<TroubledDocument> Failed, int UnreadableCount,
    IReadOnlyList<TroubledDocument> Unreadable, IReadOnlyList<TroubledFolder> StoppedFolders, PurgeOutcome Purged, IntegrityReport? Check,
    IndexSize Size, double PagesPerSecond, double DocumentsPerSecond, IReadOnlyList<StepOutcome> Steps)
{
    /// <summary>Figures of the quality sets; empty when there are none, and in reports from before there were any.</summary>
    public IReadOnlyList<MeasuredSet> Quality { get; init; } = [];

    [JsonIgnore]
    public TimeSpan Duration => EndedAt - StartedAt;
}
