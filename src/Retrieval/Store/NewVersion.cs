namespace RagDocs.Retrieval.Store;

/// <summary>What a worker read from a document and wants searched from now on.</summary>
/// <param name="LeaseOwner">Who the worker is; the document's lease must still be its own.</param>
/// <param name="ContentHash">Of the content that was read; must still be the document's.</param>
/// <param name="Pages">Number of pages; null for formats without pages.</param>
/// <param name="State">What becomes of the document, for example <see cref="DocumentState.Indexed"/>.</param>
/// <param name="Reason">In words for people; null when all is well.</param>
public sealed record NewVersion(
    long DocumentId, string LeaseOwner, string ContentHash, string MediaType, string Title, int? Pages, DocumentState State, string? Reason)
{
    /// <summary>What the document is queued again for, searchable as it is meanwhile; null when it is through.</summary>
    public WorkKind? Next { get; init; }

    /// <summary>Pages that could not be read well.</summary>
    public IReadOnlyList<PageProblem> PageProblems { get; init; } = [];

    /// <summary>The day the document itself says it is to be looked at again; null when it says none.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>The generation its vectors were made for; must still be the active one. Null: whichever is.</summary>
    public long? GenerationId { get; init; }
}

/// <summary>A chunk ready to be stored.</summary>
/// <param name="HeadingPath">Headings above, outermost first, joined by " › "; empty when there are none.</param>
/// <param name="WordBoxes">Relative to <paramref name="Text"/>; empty for formats without pages.</param>
/// <param name="Vector">Of unit length, or all zero when the text holds no known word; empty when the index's model is not there any more.</param>
public sealed record NewChunk(string Text, string HeadingPath, Place Place, IReadOnlyList<WordBox> WordBoxes, float[] Vector);

/// <summary>Another worker has the document now, or its content changed while it was read. Nothing was written; drop the work.</summary>
public sealed class LeaseLostException(long documentId)
    : Exception($"Document {documentId} was taken over, removed or changed while it was being read. What was read is dropped; whoever has it now goes on.");

/// <summary>The index moved on to a new generation while a document was embedded for the old one. Nothing was written; embed it again.</summary>
public sealed class GenerationSwitchedException(long documentId)
    : Exception($"The index was exchanged for a new one while document {documentId} was being embedded. It is embedded again for the new one.");
