namespace RagDocs.Generation.Engines;

/// <summary>Tokens written a second, between two looks at an engine's counters; stays at the last figure while nothing is written.</summary>
internal sealed class TokenSpeed
{
    private const string Tokens = "ragdocs_engine_generated_tokens_total";
    private const string Seconds = "ragdocs_engine_generation_seconds_total";

    private double _tokens;
    private double _seconds;

    /// <summary>Null while nothing has been written.</summary>
    public double? TokensPerSecond { get; private set; }

    public void Take(IReadOnlyDictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(Tokens, out var tokens) || !metrics.TryGetValue(Seconds, out var seconds)) return;
        if (tokens > _tokens && seconds > _seconds) TokensPerSecond = (tokens - _tokens) / (seconds - _seconds);
        (_tokens, _seconds) = (tokens, seconds);
    }
}
