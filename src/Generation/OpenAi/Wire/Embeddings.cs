using System.Text.Json;

namespace RagDocs.Generation.OpenAi.Wire;

// POST /v1/embeddings, as https://platform.openai.com/docs/api-reference/embeddings describes it.

/// <param name="Input">A string or an array of strings.</param>
/// <param name="EncodingFormat">"float", or "base64" for little-endian 32-bit floats (what the official client asks for).</param>
internal sealed record EmbeddingRequest(string? Model, JsonElement? Input, string? EncodingFormat, int? Dimensions, string? User);

internal sealed record EmbeddingResponse
{
    public string? Object { get; init; }

    public IReadOnlyList<EmbeddingItem>? Data { get; init; }

    public string? Model { get; init; }

    public Usage? Usage { get; init; }
}

/// <param name="Embedding">An array of numbers, or a base64 string.</param>
internal sealed record EmbeddingItem(string? Object, int? Index, JsonElement Embedding)
{
    /// <summary>Our engine only: the text was longer than the model reads, and its end was left out.</summary>
    public bool? Cut { get; init; }
}
