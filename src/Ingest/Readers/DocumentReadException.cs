using RagDocs.Retrieval.Store;

namespace RagDocs.Ingest.Readers;

/// <summary>A document cannot be read, for a reason that trying again will not change.</summary>
/// <param name="state">NoText, Password, Damaged, Unsupported or Refused.</param>
/// <param name="message">What happened and what to do, in words for people.</param>
/// <param name="inner">The cause, for the log.</param>
public sealed class DocumentReadException(DocumentState state, string message, Exception? inner = null) : Exception(message, inner)
{
    public DocumentState State { get; } = state;
}
