namespace RagDocs.Generation.OpenAi.Wire;

// POST /tokenize, as vLLM describes it; only what is counted is asked for and answered.

internal sealed record TokenizeRequest
{
    public string? Model { get; init; }

    /// <summary>A conversation, counted with its template up to where the answer begins.</summary>
    public IReadOnlyList<ChatMessage>? Messages { get; init; }

    /// <summary>A bare text instead.</summary>
    public string? Prompt { get; init; }
}

/// <param name="Count">Tokens.</param>
/// <param name="MaxModelLen">What a request may have, its answer included.</param>
internal sealed record TokenizeResponse(int? Count, int? MaxModelLen);
