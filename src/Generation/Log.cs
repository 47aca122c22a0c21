using Microsoft.Extensions.Logging;

namespace RagDocs.Generation;

/// <summary>Log messages of this project. Questions, passages and answers are never logged.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Message {MessageId} could not be answered")]
    public static partial void AnswerFailed(ILogger logger, long messageId, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "The answer to message {MessageId} could not be stored")]
    public static partial void AnswerNotKept(ILogger logger, long messageId, Exception failure);

    [LoggerMessage(40, LogLevel.Information, "{Path} was loaded ({Mode}) in {Milliseconds} ms, to run on {Threads} threads")]
    public static partial void ModelLoaded(ILogger logger, string path, string mode, long milliseconds, int threads);

    [LoggerMessage(3, LogLevel.Warning, "The embedding cache {Path} cannot be used; texts are embedded again. Delete the file if it is damaged")]
    public static partial void EmbeddingCacheUnusable(ILogger logger, string path, Exception failure);

    [LoggerMessage(4, LogLevel.Warning, "The language model failed before it wrote a sentence; asked once more")]
    public static partial void LanguageModelRetried(ILogger logger, Exception failure);

    [LoggerMessage(5, LogLevel.Information, "The language model wrote {Count} sentences without a valid source; they were left out")]
    public static partial void SentencesLeftOut(ILogger logger, int count);

    [LoggerMessage(6, LogLevel.Warning, "The language model could not rewrite a follow-up question; the rules did")]
    public static partial void FollowUpNotWritten(ILogger logger, Exception failure);

    [LoggerMessage(7, LogLevel.Information, "The language model took more than {Seconds} s to rewrite a follow-up question; the rules did")]
    public static partial void FollowUpTooSlow(ILogger logger, double seconds);

    [LoggerMessage(8, LogLevel.Error, "The prompt {Path} is not used: {Fault}. The built-in one is used instead")]
    public static partial void PromptRefused(ILogger logger, string path, string fault);

    [LoggerMessage(9, LogLevel.Information, "{Count} prompts of your own are used, from {Folder}")]
    public static partial void OwnPrompts(ILogger logger, int count, string folder);

    [LoggerMessage(10, LogLevel.Warning, "The model server did not count the prompt's tokens; they are estimated")]
    public static partial void TokensNotCounted(ILogger logger, Exception failure);

    [LoggerMessage(60, LogLevel.Warning, "The models folder {Folder} cannot be read")]
    public static partial void ModelsFolderUnreadable(ILogger logger, string folder, Exception failure);

    [LoggerMessage(61, LogLevel.Warning, "The download of {File} broke off at {Bytes} bytes; it goes on in {Delay}")]
    public static partial void DownloadBrokeOff(ILogger logger, string file, long bytes, TimeSpan delay, Exception failure);
}
