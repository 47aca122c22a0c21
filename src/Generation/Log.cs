using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Native;

namespace RagDocs.Generation;

/// <summary>Log messages of this project. Questions, passages and answers are never logged.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Message {MessageId} could not be answered")]
    public static partial void AnswerFailed(ILogger logger, long messageId, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "The answer to message {MessageId} could not be stored")]
    public static partial void AnswerNotKept(ILogger logger, long messageId, Exception failure);

    [LoggerMessage(40, LogLevel.Information, "{Path} was loaded ({Mode}) in {Milliseconds} ms")]
    public static partial void ModelLoaded(ILogger logger, string path, LoadMode mode, long milliseconds);
}
