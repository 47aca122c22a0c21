using RagDocs.Generation.Models;

namespace RagDocs.Generation.Engines;

/// <summary>What there is to say about the engine of one kind of model; a snapshot.</summary>
/// <param name="Since">When <paramref name="State"/> began.</param>
public sealed record EngineStatus(ModelKind Kind, EngineState State, DateTimeOffset Since)
{
    /// <summary>Of the chosen model; null without one.</summary>
    public string? ModelId { get; init; }

    /// <summary>Name of the chosen model for people.</summary>
    public string? Title { get; init; }

    /// <summary>Read into memory so far, 0 to 100; null when not loading or not known.</summary>
    public int? Percent { get; init; }

    /// <summary>Process id; null while none runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Memory the process holds; null while none runs or where the system does not say.</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>Starts after an end that nobody asked for, since the service started.</summary>
    public int Restarts { get; init; }

    /// <summary>Why it is not running, or why it was last started again; with what to do when something can be done.</summary>
    public string? Reason { get; init; }

    /// <summary>Tokens written a second, lately; null while it has written nothing.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Requests being answered.</summary>
    public int Running { get; init; }

    /// <summary>Requests in the queue.</summary>
    public int Waiting { get; init; }

    /// <summary>A process is there or will be in a moment.</summary>
    public bool IsUp => State is EngineState.Starting or EngineState.Loading or EngineState.Ready or EngineState.Restarting;
}
