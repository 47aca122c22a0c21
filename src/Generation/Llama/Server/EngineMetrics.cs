using System.Globalization;
using System.Text;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Llama.Server;

/// <summary>The body of GET /metrics: https://prometheus.io/docs/instrumenting/exposition_formats.</summary>
internal static class EngineMetrics
{
    /// <param name="statistics">Null while the model is not loaded: then only the process is described.</param>
    /// <param name="resident">Bytes.</param>
    public static string Text(EngineStatistics? statistics, long resident, TimeSpan uptime)
    {
        var text = new StringBuilder();
        Gauge(text, "process_resident_memory_bytes", "Memory of the process", resident);
        Gauge(text, "ragdocs_engine_uptime_seconds", "Since the process began to load", Math.Round(uptime.TotalSeconds, 3));
        Gauge(text, "ragdocs_engine_ready", "1 when the model is loaded", statistics is null ? 0 : 1);
        if (statistics is not { } now) return text.ToString();
        Gauge(text, "ragdocs_engine_running", "Requests being answered", now.Running);
        Gauge(text, "ragdocs_engine_waiting", "Requests in the queue", now.Waiting);
        Counter(text, "ragdocs_engine_requests_total", "Requests taken", now.Requests);
        Counter(text, "ragdocs_engine_rejected_total", "Requests refused because the queue was full", now.Rejected);
        Counter(text, "ragdocs_engine_canceled_total", "Requests whose caller went away", now.Canceled);
        Counter(text, "ragdocs_engine_prompt_tokens_total", "Tokens of prompts that were computed", now.PromptTokens);
        Counter(text, "ragdocs_engine_cached_tokens_total", "Tokens of prompts that were in the cache and not computed again", now.CachedTokens);
        Counter(text, "ragdocs_engine_prompt_seconds_total", "Time spent on prompts", now.PromptSeconds);
        Counter(text, "ragdocs_engine_generated_tokens_total", "Tokens written", now.GeneratedTokens);
        Counter(text, "ragdocs_engine_generation_seconds_total", "Time spent on writing", now.GenerationSeconds);
        Gauge(text, "ragdocs_engine_prompt_tokens_per_second", "Computed, mean since the start", Rate(now.PromptTokens, now.PromptSeconds));
        Gauge(text, "ragdocs_engine_generated_tokens_per_second", "Mean since the start", Rate(now.GeneratedTokens, now.GenerationSeconds));
        Counter(text, "ragdocs_engine_drafted_tokens_total", "Tokens guessed from the prompt", now.DraftedTokens);
        Counter(text, "ragdocs_engine_accepted_tokens_total", "Guesses that were right", now.AcceptedTokens);
        Counter(text, "ragdocs_engine_embedded_total", "Texts turned into vectors", now.Embedded);
        Counter(text, "ragdocs_engine_scored_total", "Documents scored", now.Scored);
        return text.ToString();
    }

    private static double Rate(long tokens, double seconds) => seconds > 0 ? tokens / seconds : 0;

    private static void Gauge(StringBuilder text, string name, string meaning, double value) => Append(text, name, meaning, "gauge", value);

    private static void Counter(StringBuilder text, string name, string meaning, double value) => Append(text, name, meaning, "counter", value);

    private static void Append(StringBuilder text, string name, string meaning, string type, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {meaning}\n# TYPE {name} {type}\n{name} {value}\n");
}
