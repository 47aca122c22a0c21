using Microsoft.Extensions.AI;

namespace RagDocs.Retrieval.Generations;

/// <summary>An embedding model outside of this process, as far as it is known without starting or asking anything.</summary>
/// <param name="Name">For people.</param>
/// <param name="Hash">64 lower-case hexadecimal digits: of all that changes a vector.</param>
/// <param name="Dimensions">Numbers in a vector; null when only the model can tell.</param>
/// <param name="Generator">Makes the generator; told how long its vectors must be, null for any length.</param>
public sealed record EmbeddingChoice(string Name, string Hash, int? Dimensions, Func<int?, IEmbeddingGenerator<string, Embedding<float>>> Generator);

/// <summary>The embedding model that an administrator chose; null: none, the built-in one is used. Starts nothing.</summary>
/// <exception cref="Embedding.EmbeddingUnavailableException">One is chosen, and it is not there.</exception>
public delegate Task<EmbeddingChoice?> ChosenEmbeddings(CancellationToken cancellationToken);

/// <summary>The model of this hash although it is not (or no longer) chosen, where it can still be asked; else null.</summary>
public delegate Task<EmbeddingChoice?> FormerEmbeddings(string hash, CancellationToken cancellationToken);
