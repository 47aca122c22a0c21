namespace RagDocs.Retrieval;

/// <summary>A chunk one of the searches found.</summary>
/// <param name="Score">Higher is better; comparable within one search only.</param>
internal readonly record struct RankedChunk(long ChunkId, double Score);
