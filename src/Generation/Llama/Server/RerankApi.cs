using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>POST /v1/rerank, as Jina, vLLM and llama-server have it. Scores are the model's own, higher fits better.</summary>
internal sealed class RerankApi(ServedEngine served)
{
    private const int MaxDocuments = 1000;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/rerank", RankAsync);

    private async Task RankAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync<RerankRequest>(context.Request);
        var documents = Check(body);
        var engine = served.Take(body.Model);
        var scores = new DocumentScore[documents.Count];
        await Parallel.ForAsync(0, documents.Count, EmbeddingsApi.Options(context), async (i, cancellationToken) =>
            scores[i] = await engine.ScoreAsync(body.Query!, documents[i], body.User ?? "", cancellationToken));
        await context.Response.WriteAsJsonAsync(Ranked(served.Id, scores, body.TopN), WireJson.Options, context.RequestAborted);
    }

    /// <returns>The documents.</returns>
    internal static IReadOnlyList<string> Check(RerankRequest request)
    {
        if (string.IsNullOrEmpty(request.Query)) throw ApiException.Invalid("query", "is missing.");
        if (request.TopN < 1) throw ApiException.Invalid("top_n", $"must be at least 1; it is {request.TopN}.");
        if (request.Documents is not { Count: > 0 and <= MaxDocuments } documents)
        {
            throw ApiException.Invalid("documents", $"must be a list of 1 to {MaxDocuments} strings.");
        }

        for (var i = 0; i < documents.Count; i++)
        {
            if (documents[i] is null) throw ApiException.Invalid($"documents[{i}]", "must be a string.");
        }

        return documents;
    }

    internal static RerankResponse Ranked(string model, IReadOnlyList<DocumentScore> scores, int? top)
    {
        if (scores.Any(s => !float.IsFinite(s.Score)))
        {
            throw new LlamaException("The model gave a score that is no number; its file is likely damaged. Verify or download it again.");
        }

        var tokens = scores.Sum(s => s.Tokens);
        return new RerankResponse
        {
            Model = model,
            Usage = new Usage { PromptTokens = tokens, TotalTokens = tokens },
            Results = [.. scores.Select((s, i) => new RerankItem(i, s.Score) { Cut = s.Cut ? true : null })
                .OrderByDescending(r => r.RelevanceScore).Take(top ?? int.MaxValue)],
        };
    }
}
