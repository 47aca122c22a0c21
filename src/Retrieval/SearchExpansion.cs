namespace RagDocs.Retrieval;

/// <summary>What was searched for beside the question's own words.</summary>
/// <param name="Asked">Words of the question.</param>
/// <param name="Also">What documents that the asker may read call the same; text of documents, to be shown as text only.</param>
public sealed record SearchExpansion(string Asked, string Also);
