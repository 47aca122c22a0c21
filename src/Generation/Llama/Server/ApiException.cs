using Microsoft.AspNetCore.Http;

namespace RagDocs.Generation.Llama.Server;

/// <summary>A request that is answered with an error; the message goes to the caller as it is.</summary>
/// <param name="code">For programs, for example "model_not_found".</param>
/// <param name="param">The field that is wrong, for example "messages[2].role".</param>
internal sealed class ApiException(int status, string message, string? code = null, string? param = null) : Exception(message)
{
    public int Status { get; } = status;

    public string? Code { get; } = code;

    public string? Param { get; } = param;

    public TimeSpan? RetryAfter { get; init; }

    public static ApiException Invalid(string param, string problem) => new(StatusCodes.Status400BadRequest, $"{param} {problem}", param: param);
}
