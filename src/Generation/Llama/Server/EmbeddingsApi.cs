using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>POST /v1/embeddings: https://platform.openai.com/docs/api-reference/embeddings/create.</summary>
internal sealed class EmbeddingsApi(ServedEngine served)
{
    private const int MaxTexts = 2048;

    /// <summary>Texts of one request that are with the engine at a time: the next is there when one ends, and others' come in between.</summary>
    internal const int AtATime = 2;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/embeddings", EmbedAsync);

    private async Task EmbedAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync<EmbeddingRequest>(context.Request);
        var (texts, base64) = (TextsOf(body.Input), IsBase64(body.EncodingFormat));
        var engine = served.Take(body.Model);
        CheckDimensions(body.Dimensions, engine.Model.EmbeddingLength);
        var vectors = new TextVector[texts.Count];
        await Parallel.ForAsync(0, texts.Count, Options(context), async (i, cancellationToken) =>
        {
            var vector = await engine.EmbedAsync(texts[i], body.User ?? "", cancellationToken);
            vectors[i] = body.Dimensions is { } kept ? vector with { Values = VectorPacking.Shorten(vector.Values, kept) } : vector;
        });
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        VectorPacking.Write(json, served.Id, vectors, base64);
        await json.FlushAsync(context.RequestAborted);
    }

    internal static ParallelOptions Options(HttpContext context) =>
        new() { MaxDegreeOfParallelism = AtATime, CancellationToken = context.RequestAborted };

    internal static IReadOnlyList<string> TextsOf(JsonElement? input)
    {
        IReadOnlyList<JsonElement> items = input switch
        {
            { ValueKind: JsonValueKind.String } one => [one],
            { ValueKind: JsonValueKind.Array } many when many.GetArrayLength() is > 0 and <= MaxTexts => [.. many.EnumerateArray()],
            _ => throw ApiException.Invalid("input", $"must be a string or a list of 1 to {MaxTexts} strings."),
        };
        return [.. items.Select((item, i) => item switch
        {
            { ValueKind: JsonValueKind.Number or JsonValueKind.Array } => throw ApiException.Invalid("input", "must be text; token numbers are not taken."),
            _ when JsonText.Of(item, $"input[{i}]") is { Length: > 0 } text => text,
            _ => throw ApiException.Invalid($"input[{i}]", "is empty."),
        })];
    }

    internal static bool IsBase64(string? format) => format switch
    {
        null or "float" => false,
        "base64" => true,
        _ => throw ApiException.Invalid("encoding_format", "must be float or base64."),
    };

    internal static void CheckDimensions(int? dimensions, int length)
    {
        if (dimensions < 1 || dimensions > length) throw ApiException.Invalid("dimensions", $"must be between 1 and {length}; it is {dimensions}.");
    }
}
