namespace RagDocs.Retrieval.Generations;

/// <summary>The generation that is searched now, or one that is tried before it is.</summary>
/// <param name="Dimensions">Of its vectors.</param>
/// <param name="Model">What its vectors were made with; null when that model is not there any more, and only keywords can be searched.</param>
public sealed record ActiveGeneration(long Id, int Dimensions, EmbeddingModel? Model)
{
    /// <summary>It is being built: only measurements search it.</summary>
    public bool IsCandidate { get; init; }
}

/// <summary>The chunker's version and options in one line; another line means that documents are cut differently.</summary>
public sealed record ChunkerFingerprint(string Line);

/// <summary>Decides before a switch whether the new generation is good enough.</summary>
/// <returns>Null when it is, else why not, in words for people.</returns>
public delegate Task<string?> GenerationGate(Store.IndexGeneration candidate, CancellationToken cancellationToken);

/// <summary>Makes the search index ready for a generation that is about to be switched to.</summary>
public delegate Task GenerationPreparation(long generationId, CancellationToken cancellationToken);
