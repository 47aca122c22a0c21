using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Queue;

/// <summary>A document a worker may work on until its lease runs out.</summary>
/// <param name="Owner">Names the worker; every write back is bound to it.</param>
/// <param name="Attempt">Counted from 1.</param>
public sealed record LeasedDocument(
    long Id, long CollectionId, string Path, string Title, string ContentHash, long SizeBytes, int Attempt, string Owner, long AttemptId)
{
    /// <summary>What is to be done with it.</summary>
    public WorkKind Work { get; init; }

    /// <summary>Languages of its collection's scans; empty for the server's default.</summary>
    public string Languages { get; init; } = "";
}
