using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>A page that could not be read well.</summary>
/// <param name="Page">Counted from 1.</param>
/// <param name="Confidence">Mean confidence of recognised words, 0 to 1; null when nothing was recognised.</param>
public sealed record PageTrouble(int Page, PageProblemKind Kind, double? Confidence = null);
