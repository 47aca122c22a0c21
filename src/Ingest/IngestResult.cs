using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest;

/// <summary>What became of one document.</summary>
/// <param name="State">Indexed or Partial when it can be searched; Pending when nothing can be said before <see cref="Next"/>; else why not.</param>
/// <param name="Reason">What happened and what to do, in words for people; null when all is well.</param>
/// <param name="Pages">Null for formats without pages.</param>
/// <param name="Chunks">Chunks indexed.</param>
/// <param name="Warnings">What could not be read.</param>
public sealed record IngestResult(DocumentState State, string? Reason, int? Pages, int Chunks, IReadOnlyList<string> Warnings)
{
    /// <summary>What the document is queued again for; null when it is through.</summary>
    public WorkKind? Next { get; init; }
}
