using Microsoft.Extensions.AI;

namespace RagDocs.Retrieval.Embedding;

/// <summary>What a text is that is embedded: models trained with prefixes put another one before a question than before a passage.</summary>
public static class EmbeddingInput
{
    /// <summary>Key in <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>.</summary>
    public const string Key = "input_type";

    /// <summary>Its value for a question; passages have none.</summary>
    public const string Query = "query";

    internal static EmbeddingGenerationOptions Question => new() { AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = Query } };
}
