using Microsoft.Extensions.Logging;

namespace RagDocs.Retrieval.Segments;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The search index was made from the catalog: {Chunks} chunks")]
    public static partial void IndexBuilt(ILogger log, int chunks);

    [LoggerMessage(2, LogLevel.Warning, "A segment of the search index cannot be read; its {Documents} documents are read from the catalog again")]
    public static partial void SegmentDamaged(ILogger log, int documents);

    [LoggerMessage(3, LogLevel.Warning, "{Problem} That is done now")]
    public static partial void IndexDamaged(ILogger log, string problem);

    [LoggerMessage(4, LogLevel.Error, "The search index could not be brought up to date; it is tried again")]
    public static partial void UpkeepFailed(ILogger log, Exception failure);
}
