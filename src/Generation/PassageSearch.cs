using RagDocs.Retrieval;

namespace RagDocs.Generation;

/// <summary>Finds passages; the composition root passes the retriever's search. The query carries the asker's rights.</summary>
public delegate Task<SearchResult> PassageSearch(SearchQuery query, CancellationToken cancellationToken);
