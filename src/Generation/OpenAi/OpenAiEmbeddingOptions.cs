using RagDocs.Retrieval.Embedding;

namespace RagDocs.Generation.OpenAi;

/// <summary>How texts are sent to be embedded.</summary>
public sealed record OpenAiEmbeddingOptions
{
    /// <summary>Key in <c>EmbeddingGenerationOptions.AdditionalProperties</c> that says what the texts are: <see cref="Query"/>, or passages.</summary>
    public const string InputType = EmbeddingInput.Key;

    public const string Query = EmbeddingInput.Query;

    /// <summary>Texts in one request.</summary>
    public int BatchTexts { get; init; } = 64;

    /// <summary>Characters in one request; a single longer text is sent alone.</summary>
    public int BatchCharacters { get; init; } = 100_000;

    /// <summary>Numbers every vector must have; null: as many as the first one.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Put before questions, for models that were trained so (e5: "query: ").</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>Put before passages (e5: "passage: ").</summary>
    public string PassagePrefix { get; init; } = "";
}
