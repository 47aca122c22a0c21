using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>An error as OpenAI's API tells it: https://platform.openai.com/docs/guides/error-codes.</summary>
internal sealed record ApiError(int Status, ErrorDetail Detail, TimeSpan? RetryAfter = null)
{
    public ErrorBody Body => new(Detail);

    public static ApiError Of(Exception failure) => failure switch
    {
        ApiException refused => Named(refused.Status, refused.Message, refused.Code, refused.Param) with { RetryAfter = refused.RetryAfter },
        PromptTooLongException tooLong => Named(400, tooLong.Message, "context_length_exceeded", "messages"),
        BadRequestException bad => Named(400, bad.Message),
        EngineBusyException busy => Named(429, busy.Message, "engine_busy") with { RetryAfter = busy.RetryAfter },
        BadHttpRequestException { StatusCode: 413 } => Named(413, "The request's body is larger than this engine takes.", "request_too_large"),
        BadHttpRequestException unreadable => Named(unreadable.StatusCode, $"The request could not be read: {unreadable.Message}"),
        JsonException json => OfJson(json),
        EngineStoppedException stopped => Named(503, stopped.Message, "stopping") with { RetryAfter = ServedEngine.Restart },
        LlamaException cannot => Named(500, cannot.Message),
        _ => Named(500, "The engine failed on this request; its log says why.", "internal_error"),
    };

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        await response.WriteAsJsonAsync(Body, WireJson.Options, cancellationToken);
    }

    private static ApiError OfJson(JsonException json)
    {
        // "$.messages[0].role" is the reader's name for what the caller knows as messages[0].role.
        var field = json.Path?.TrimStart('$').TrimStart('.');
        return string.IsNullOrEmpty(field)
            ? Named(400, "The request's body is not valid JSON, or not a JSON object.")
            : Named(400, $"{field} has a value of the wrong type.", param: field);
    }

    private static ApiError Named(int status, string message, string? code = null, string? param = null) =>
        new(status, new ErrorDetail(message, TypeOf(status), param, code));

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
