using Microsoft.Extensions.Logging;

namespace RagDocs.Generation.Llama.Server;

/// <summary>Log messages of the engine process. What is asked and answered is never logged.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(101, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(102, LogLevel.Information, "{Model} is loaded: {Description}, {Context} tokens of context a request, after {Seconds:0.0} s")]
    public static partial void Loaded(ILogger logger, string model, string description, int context, double seconds);

    [LoggerMessage(103, LogLevel.Error, "The model could not be loaded: {Reason}")]
    public static partial void LoadFailed(ILogger logger, string reason);

    [LoggerMessage(104, LogLevel.Error, "A request to {Path} failed")]
    public static partial void RequestFailed(ILogger logger, string path, Exception failure);

    [LoggerMessage(105, LogLevel.Information, "Stopping: {Reason}")]
    public static partial void Stopping(ILogger logger, string reason);

    [LoggerMessage(106, LogLevel.Error, "{Resident} bytes are resident, {Limit} are allowed (--max-memory); ending")]
    public static partial void TooMuchMemory(ILogger logger, long resident, long limit);

    [LoggerMessage(108, LogLevel.Error, "The engine failed, ending: {Reason}")]
    public static partial void Broken(ILogger logger, string reason);

    [LoggerMessage(109, LogLevel.Error, "llama.cpp: {Line}")]
    public static partial void NativeError(ILogger logger, string line);

    [LoggerMessage(110, LogLevel.Warning, "llama.cpp: {Line}")]
    public static partial void NativeWarning(ILogger logger, string line);

    [LoggerMessage(107, LogLevel.Error, "{Reason}")]
    public static partial void NotStarted(ILogger logger, string reason);
}
