using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Sources;

/// <summary>A source as the sources page shows it.</summary>
/// <param name="Documents">In the library, parts of files not counted.</param>
/// <param name="Waiting">Of all its documents, the ones in the queue or in work.</param>
/// <param name="NeedsYou">Of all its documents, the ones a person has to do something about.</param>
/// <param name="LastRun">Its last upload or sync of its own; null when there was none.</param>
public sealed record SourceLine(
    long Id, long CollectionId, string Collection, SourceKind Kind, string? FolderPath, FolderSettings Settings, DateTimeOffset? PausedAt,
    DateTimeOffset? LastSyncAt, string? LastSyncProblem, int Documents, int Waiting, int NeedsYou, RunLine? LastRun);
