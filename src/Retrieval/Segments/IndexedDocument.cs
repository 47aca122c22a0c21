namespace RagDocs.Retrieval.Segments;

/// <summary>One document's searchable chunks as a chunk index takes them in; without chunks it is to be forgotten.</summary>
/// <param name="Path">Of the file relative to its source, with forward slashes.</param>
/// <param name="Chunks">In the order of the document.</param>
internal sealed record IndexedDocument(long Id, long CollectionId, string Path, string Title, IReadOnlyList<IndexedChunk> Chunks);

/// <param name="HeadingPath">Headings above it, outermost first, joined by <see cref="Embedding.EmbeddingText.HeadingSeparator"/>.</param>
/// <param name="Vector">Unit length; empty when the generation has no model.</param>
internal sealed record IndexedChunk(long Id, string HeadingPath, string Text, ReadOnlyMemory<float> Vector);
