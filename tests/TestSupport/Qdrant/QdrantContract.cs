using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>Qdrant's own description of its REST API, held against what is sent and answered.</summary>
internal sealed class QdrantContract
{
    private readonly JsonObject _paths;
    private readonly JsonSchemaCheck _check;

    private QdrantContract(JsonObject description) => (_paths, _check) = (description["paths"]!.AsObject(), new JsonSchemaCheck(description));

    public static QdrantContract Current { get; } =
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Qdrant", "openapi.json")))!.AsObject());

    /// <returns>What is wrong with a request; empty when nothing is.</returns>
    public IReadOnlyList<string> RequestFaults(HttpRequest request, JsonNode? body)
    {
        if (Operation(request) is not { } operation) return [$"{request.Method} {request.Path} is not in the description"];
        var known = (operation["parameters"] as JsonArray ?? []).Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!).ToList();
        var unknown = request.Query.Keys.Where(k => !known.Contains(k)).Select(k => $"parameter {k} is not in the description");
        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        if (schema is null) return [.. unknown, .. body is null ? Array.Empty<string>() : ["a body is not in the description"]];
        return [.. unknown, .. _check.Faults(body, schema)];
    }

    /// <returns>What is wrong with an answer; empty when nothing is.</returns>
    public IReadOnlyList<string> AnswerFaults(HttpRequest request, int status, JsonNode? body)
    {
        var answers = Operation(request)?["responses"];
        var described = answers?[status == 200 ? "200" : status is >= 400 and < 500 ? "4XX" : "default"] ?? answers?["default"];
        return described?["content"]?["application/json"]?["schema"] is { } schema ? _check.Faults(body, schema) : [];
    }

    private JsonObject? Operation(HttpRequest request)
    {
        var parts = request.Path.Value!.Trim('/').Split('/');
        var fitting = _paths.Where(p => Fits(p.Key.Trim('/').Split('/'), parts))
            // A path written out goes before one with a placeholder: /collections/aliases is no collection.
            .OrderBy(p => p.Key.Count(c => c == '{')).Select(p => p.Value![request.Method.ToLowerInvariant()]);
        return fitting.FirstOrDefault(o => o is not null) as JsonObject;
    }

    private static bool Fits(string[] template, string[] parts) =>
        template.Length == parts.Length && template.Zip(parts).All(x => x.First.StartsWith('{') || x.First == x.Second);
}
