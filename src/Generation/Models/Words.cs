namespace RagDocs.Generation.Models;

internal static class Words
{
    public static string Of(ModelKind kind) => kind switch
    {
        ModelKind.Chat => "chat",
        ModelKind.Embedding => "embedding",
        _ => "reranker",
    };
}
