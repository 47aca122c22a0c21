using Microsoft.Extensions.AI;

namespace RagDocs.Retrieval.Generations;

/// <summary>An embedding model and what tells it from every other.</summary>
/// <param name="Name">For people.</param>
/// <param name="Hash">Of the model's files, or of server and name: vectors made under one hash are comparable.</param>
/// <param name="Dimensions">Numbers in a vector.</param>
public sealed record EmbeddingModel(string Name, string Hash, int Dimensions, IEmbeddingGenerator<string, Embedding<float>> Generator)
{
    /// <summary>Another process or machine makes the vectors: that takes its time, and may fail.</summary>
    public bool IsOutside { get; init; }
}
