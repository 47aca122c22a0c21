namespace RagDocs.Retrieval.Embedding;

/// <summary>An embedding model's folder cannot be used; the message names the file, what is wrong with it and what to do.</summary>
public sealed class EmbeddingModelException : Exception
{
    public EmbeddingModelException(string file, string problem, Exception? cause = null)
        : base($"The embedding model file '{file}' cannot be used: {problem} Put a complete Model2Vec folder in its place.", cause) =>
        File = file;

    public string File { get; }
}
