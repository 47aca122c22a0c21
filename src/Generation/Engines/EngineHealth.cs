namespace RagDocs.Generation.Engines;

/// <summary>What an engine says about itself.</summary>
/// <param name="Ready">The model is in memory.</param>
/// <param name="Percent">Of the model in memory, while loading; null when not told.</param>
/// <param name="ContextTokens">What one request may have; null when not told.</param>
internal sealed record EngineHealth(bool Ready, int? Percent, int? ContextTokens, int Running, int Waiting)
{
    /// <summary>Why the model could not be loaded; the process ends in a moment.</summary>
    public string? Failure { get; init; }
}
