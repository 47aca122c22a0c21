namespace RagDocs.Generation.Models;

/// <summary>What a model file is for; read from its header, never from its name.</summary>
public enum ModelKind
{
    /// <summary>A decoder that writes text (Mistral, Llama, Qwen …).</summary>
    Chat,

    /// <summary>An encoder that turns a text into one vector (bge, e5, MiniLM …).</summary>
    Embedding,

    /// <summary>A cross-encoder that scores a document against a question (bge-reranker …).</summary>
    Reranker,
}
