using RagDocs.Retrieval.Generations;

namespace RagDocs.Retrieval.Quality;

/// <summary>Opens a filled generation that is not in use, to search it.</summary>
/// <param name="generationId">Of an <see cref="ActiveGeneration"/> to be.</param>
public delegate Task<Func<SearchQuery, CancellationToken, Task<SearchResult>>> CandidateSearch(long generationId, CancellationToken cancellationToken);
