using RagDocs.Generation.Llama.Native;
using RagDocs.Generation.Models;

namespace RagDocs.Generation.Llama.Engine;

internal static class ModelKinds
{
    /// <summary>What a loaded model is for, by how it pools; the architecture alone does not tell.</summary>
    public static ModelKind Of(LlamaModel model)
    {
        var architecture = model.Metadata("general.architecture") ?? "";
        return model.Metadata($"{architecture}.pooling_type") switch
        {
            "4" => ModelKind.Reranker,
            null or "0" => architecture.Contains("bert", StringComparison.Ordinal) ? ModelKind.Embedding : ModelKind.Chat,
            _ => ModelKind.Embedding,
        };
    }
}
