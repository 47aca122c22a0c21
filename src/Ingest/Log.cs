using Microsoft.Extensions.Logging;

namespace RagDocs.Ingest;

/// <summary>Log messages of this project. Document text is never logged.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Document {DocumentId} failed at attempt {Attempt}")]
    public static partial void IngestFailed(ILogger logger, long documentId, int attempt, Exception failure);

    [LoggerMessage(2, LogLevel.Warning, "The lease on document {DocumentId} was lost; its work was discarded")]
    public static partial void LeaseLost(ILogger logger, long documentId);

    [LoggerMessage(3, LogLevel.Warning, "The lease on document {DocumentId} could not be renewed")]
    public static partial void LeaseNotRenewed(ILogger logger, long documentId, Exception failure);

    [LoggerMessage(4, LogLevel.Error, "A document waits: {Reason}")]
    public static partial void ReaderUnavailable(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Information, "{Count} documents of a stopped process are back in the queue")]
    public static partial void Released(ILogger logger, int count);

    [LoggerMessage(6, LogLevel.Warning, "The sync of source {SourceId} stopped: {Problem}")]
    public static partial void SyncStopped(ILogger logger, long sourceId, string problem);

    [LoggerMessage(8, LogLevel.Error, "The sync of source {SourceId} broke off")]
    public static partial void SyncFailed(ILogger logger, long sourceId, Exception failure);

    [LoggerMessage(9, LogLevel.Warning, "{Count} files of source {SourceId} could not be read; they are tried again with the next sync")]
    public static partial void FilesSkipped(ILogger logger, long sourceId, int count);

    [LoggerMessage(7, LogLevel.Information, "Source {SourceId}: {Added} added, {Changed} changed, {Moved} moved, {Removed} removed")]
    public static partial void SyncDone(ILogger logger, long sourceId, int added, int changed, int moved, int removed);

    [LoggerMessage(20, LogLevel.Error, "Filling index generation {GenerationId} stopped")]
    public static partial void GenerationFailed(ILogger logger, long generationId, Exception failure);

    [LoggerMessage(21, LogLevel.Warning, "The text of document {DocumentId} cannot be had any more ({Reason}); its chunks are embedded as they are")]
    public static partial void TextGone(ILogger logger, long documentId, string reason);

    [LoggerMessage(22, LogLevel.Warning, "Index generation {GenerationId} waits for its embedding model: {Problem}")]
    public static partial void GenerationWaits(ILogger logger, long generationId, string problem);

    [LoggerMessage(23, LogLevel.Warning, "Documents wait for the embedding model: {Problem}")]
    public static partial void EmbeddingsAway(ILogger logger, string problem);

    [LoggerMessage(30, LogLevel.Error, "Step {Step} of the nightly run broke off")]
    public static partial void NightlyStepFailed(ILogger logger, Nightly.NightlyStep step, Exception failure);

    [LoggerMessage(31, LogLevel.Warning, "A file that nothing names any more could not be deleted")]
    public static partial void FileNotDeleted(ILogger logger, Exception failure);
}
