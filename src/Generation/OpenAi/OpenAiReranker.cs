using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.OpenAi;

/// <summary>Scores documents against a question with a cross-encoder behind <c>/v1/rerank</c> (our engine, vLLM, llama-server, Jina).</summary>
public sealed class OpenAiReranker(ModelServerConnection connection)
{
    /// <summary>One score for each document, in their order; higher fits better, comparable for this question only.</summary>
    /// <exception cref="ModelServerException">No scores came, or not one for each document.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(string query, IReadOnlyList<string> documents, CancellationToken cancellationToken)
    {
        if (documents.Count == 0) return [];
        var request = new RerankRequest(connection.Endpoint.Model, query, documents, TopN: documents.Count);
        var answer = await connection.AskAsync<RerankRequest, RerankResponse>("/v1/rerank", request, cancellationToken);
        var scores = new double?[documents.Count];
        foreach (var item in answer.Results ?? [])
        {
            if (item.Index >= 0 && item.Index < scores.Length) scores[item.Index] = item.RelevanceScore;
        }

        return Array.TrueForAll(scores, s => s is not null)
            ? Array.ConvertAll(scores, s => s!.Value)
            : throw connection.Failures.NotUnderstood($"{scores.Count(s => s is not null)} scores for {scores.Length} documents");
    }
}
