using RagDocs.Generation.OpenAi;
using RagDocs.Retrieval;

namespace RagDocs.Generation.Reranking;

/// <summary>The ranking model of a server that an administrator named. Safe to use from many threads.</summary>
internal sealed class RemoteReranker(RemoteRerankerOptions server, ModelServerConnections connections) : IPassageReranker
{
    /// <inheritdoc />
    /// <exception cref="ModelServerException">The server could not score them.</exception>
    public async Task<IReadOnlyList<double>?> ScoreAsync(string question, IReadOnlyList<string> passages, CancellationToken cancellationToken) =>
        await new OpenAiReranker(connections.To(server.ToEndpoint())).ScoreAsync(question, passages, cancellationToken);
}
