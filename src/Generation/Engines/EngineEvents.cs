using Microsoft.Extensions.Logging;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Engines;

/// <summary>Log messages about engines.</summary>
internal static partial class EngineEvents
{
    [LoggerMessage(20, LogLevel.Information, "The {Kind} engine {Process} is ready with {Model}")]
    public static partial void Ready(ILogger logger, ModelKind kind, int process, string model);

    [LoggerMessage(21, LogLevel.Warning, "The {Kind} engine with {Model} ended: {Reason} It is started again in {Pause}")]
    public static partial void Restarting(ILogger logger, ModelKind kind, string model, string reason, TimeSpan pause);

    [LoggerMessage(22, LogLevel.Error, "The {Kind} engine with {Model} is given up: {Reason}")]
    public static partial void GivenUp(ILogger logger, ModelKind kind, string model, string reason);

    [LoggerMessage(23, LogLevel.Information, "The {Kind} engine with {Model} is no longer wanted: {Why}")]
    public static partial void Stopped(ILogger logger, ModelKind kind, string model, object? why);

    [LoggerMessage(24, LogLevel.Error, "The watch over the {Kind} engine failed")]
    public static partial void WatchFailed(ILogger logger, ModelKind kind, Exception failure);

    [LoggerMessage(25, LogLevel.Error, "Somebody who was told how the {Kind} engine is failed")]
    public static partial void ListenerFailed(ILogger logger, ModelKind kind, Exception failure);
}
