using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.OpenAi;

/// <summary>A running server that the conformance facts are put to: a scripted one, or an engine of our own.</summary>
public interface IModelServer
{
    OpenAiEndpoint Chat { get; }

    /// <summary>Null: the server has no embedding model.</summary>
    OpenAiEndpoint? Embeddings { get; }

    /// <summary>Null: the server has no ranking model.</summary>
    OpenAiEndpoint? Reranker { get; }
}
