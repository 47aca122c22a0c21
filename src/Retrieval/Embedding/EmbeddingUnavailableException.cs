namespace RagDocs.Retrieval.Embedding;

/// <summary>
/// An embedding model cannot be used now: its engine or server is down, or its file is away. No fault of the text, which is embedded once the
/// model is back; the message says what to do.
/// </summary>
public sealed class EmbeddingUnavailableException : Exception
{
    public EmbeddingUnavailableException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
