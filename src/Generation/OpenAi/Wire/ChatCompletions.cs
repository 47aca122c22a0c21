using System.Text.Json;

namespace RagDocs.Generation.OpenAi.Wire;

// POST /v1/chat/completions, as https://platform.openai.com/docs/api-reference/chat describes it, with llama-server's additions
// (grammar, top_k, min_p, repeat_penalty). Names are snake_case on the wire (WireJson).

internal sealed record ChatCompletionRequest
{
    public string? Model { get; init; }

    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    public bool? Stream { get; init; }

    public StreamOptions? StreamOptions { get; init; }

    public int? MaxTokens { get; init; }

    /// <summary>The newer name of <see cref="MaxTokens"/>.</summary>
    public int? MaxCompletionTokens { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public float? MinP { get; init; }

    public float? RepeatPenalty { get; init; }

    public float? FrequencyPenalty { get; init; }

    public float? PresencePenalty { get; init; }

    public long? Seed { get; init; }

    /// <summary>A string or an array of strings.</summary>
    public JsonElement? Stop { get; init; }

    public int? N { get; init; }

    public string? Grammar { get; init; }

    /// <summary>Who asks; waiting requests are served in turn between users.</summary>
    public string? User { get; init; }

    /// <summary>Our engine refuses a list that is not empty.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>Our engine refuses any type but text; a grammar does what a JSON schema would.</summary>
    public JsonElement? ResponseFormat { get; init; }
}

internal sealed record StreamOptions(bool? IncludeUsage);

/// <param name="Content">A string, an array of parts with <c>type</c> and <c>text</c>, or null.</param>
internal sealed record ChatMessage(string? Role, JsonElement? Content);

internal sealed record ChatCompletion
{
    public string? Id { get; init; }

    public string? Object { get; init; }

    public long? Created { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<ChatChoice>? Choices { get; init; }

    public Usage? Usage { get; init; }

    /// <summary>Our engine only, in chunks before the first text: the place in the queue, 1 is next.</summary>
    public int? QueuePlace { get; init; }
}

internal sealed record ChatChoice
{
    public int Index { get; init; }

    /// <summary>The whole answer, when not streaming.</summary>
    public ChatMessage? Message { get; init; }

    /// <summary>What is new, when streaming.</summary>
    public ChatDelta? Delta { get; init; }

    /// <summary>"stop", "length", or another server's own word.</summary>
    public string? FinishReason { get; init; }
}

internal sealed record ChatDelta(string? Role, string? Content);

internal sealed record Usage
{
    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public int? TotalTokens { get; init; }

    public PromptTokenDetails? PromptTokensDetails { get; init; }
}

internal sealed record PromptTokenDetails(int? CachedTokens);
