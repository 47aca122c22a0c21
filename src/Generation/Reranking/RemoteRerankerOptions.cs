using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Reranking;

/// <summary>A server elsewhere that ranks passages at <c>/v1/rerank</c>; goes before a ranking model that is installed on this machine.</summary>
public sealed class RemoteRerankerOptions : RemoteServerOptions
{
    public const string Section = "Retrieval:RemoteReranker";

    internal override string Settings => Section;
}
