namespace RagDocs.Generation.OpenAi.Wire;

// POST /v1/rerank: the form that Jina and Cohere began and vLLM, TEI and llama-server share.

internal sealed record RerankRequest(string? Model, string? Query, IReadOnlyList<string>? Documents, int? TopN)
{
    /// <summary>Who asks; waiting requests are served in turn between users.</summary>
    public string? User { get; init; }
}

internal sealed record RerankResponse
{
    public string? Model { get; init; }

    public IReadOnlyList<RerankItem>? Results { get; init; }

    public Usage? Usage { get; init; }
}

/// <param name="Index">Of the document in the request.</param>
internal sealed record RerankItem(int Index, double? RelevanceScore)
{
    /// <summary>Our engine only: the document was longer than the model reads, and its end was left out.</summary>
    public bool? Cut { get; init; }
}
