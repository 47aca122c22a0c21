namespace RagDocs.Retrieval.Vectors;

/// <summary>The searchable vectors of one document, row after row. Never changed: a changed document gets a new one.</summary>
internal sealed record DocumentVectors(long DocumentId, long CollectionId, long[] ChunkIds, float[] Values);
