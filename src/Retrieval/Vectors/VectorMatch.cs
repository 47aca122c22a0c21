namespace RagDocs.Retrieval.Vectors;

/// <param name="Part">Index of the part in the list that was searched.</param>
/// <param name="Unit">Number of the row within its part.</param>
/// <param name="Score">Dot product of the float vectors: the cosine, as they have unit length.</param>
internal readonly record struct VectorMatch(int Part, int Unit, float Score);

/// <summary>One part and what of it may be seen.</summary>
internal readonly record struct VectorScope(VectorPart Part, Segments.AllowedUnits Allowed);
