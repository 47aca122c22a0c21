namespace RagDocs.Retrieval.Generations;

/// <summary>What an index should be made with, as far as it is known without asking the model.</summary>
/// <param name="Dimensions">Null when only the model can tell.</param>
internal sealed record WantedEmbeddings(string Name, string Hash, int? Dimensions);
