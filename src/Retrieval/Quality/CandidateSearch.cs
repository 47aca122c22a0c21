using RagDocs.Retrieval.Generations;

namespace RagDocs.Retrieval.Quality;

/// <summary>Opens a filled generation that is not in use, to search it.</summary>
/// <exception cref="GenerationSwitchRefusedException">It is not (or no longer) being built.</exception>
public delegate Task<Func<SearchQuery, CancellationToken, Task<SearchResult>>> CandidateSearch(long generationId, CancellationToken cancellationToken);
