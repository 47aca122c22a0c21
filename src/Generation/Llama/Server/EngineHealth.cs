using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Llama.Server;

/// <summary>The body of GET /health.</summary>
/// <param name="Status">"ok", "loading", "failed" or "draining".</param>
internal sealed record EngineHealth(string Status)
{
    public const string Ok = "ok";

    public string? Model { get; init; }

    /// <summary>"chat", "embedding" or "reranker".</summary>
    public string? Kind { get; init; }

    public string? Description { get; init; }

    /// <summary>Tokens that one request may have.</summary>
    public int? Context { get; init; }

    /// <summary>Numbers in a vector.</summary>
    public int? Dimensions { get; init; }

    public int? Running { get; init; }

    public int? Waiting { get; init; }

    /// <summary>Seconds since the process began to load, while it does.</summary>
    public double? Seconds { get; init; }

    /// <summary>Share of the model that is in memory, 0 to 1, while it loads.</summary>
    public double? Progress { get; init; }

    /// <summary>Why loading failed.</summary>
    public string? Reason { get; init; }

    public static EngineHealth Of(ServedEngine served)
    {
        var phase = served.Phase;
        return Described(served.Engine, phase switch
        {
            EnginePhase.Ready => new EngineHealth(Ok),
            EnginePhase.Failed => new EngineHealth("failed") { Reason = served.Failure },
            EnginePhase.Draining => new EngineHealth("draining"),
            _ => new EngineHealth("loading") { Seconds = Math.Round(served.Elapsed.TotalSeconds, 1), Progress = served.Progress },
        }) with { Model = served.Id };
    }

    private static EngineHealth Described(LlamaEngine? engine, EngineHealth health)
    {
        if (engine is null) return health;
        var (model, statistics) = (engine.Model, engine.Statistics);
        return health with
        {
            Kind = model.Kind.ToString().ToLowerInvariant(), Description = model.Description, Context = model.ContextTokens,
            Dimensions = model.EmbeddingLength, Running = statistics.Running, Waiting = statistics.Waiting,
        };
    }
}
