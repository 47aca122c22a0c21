using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

internal static class RequestBody
{
    /// <summary>Unknown fields are ignored: clients send what newer servers understand.</summary>
    /// <exception cref="ApiException">Not sent as JSON.</exception>
    /// <exception cref="JsonException">No JSON, or a field of the wrong type.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        // Also what keeps a web page from posting here: JSON needs a permission (CORS) that is never given.
        if (!request.HasJsonContentType())
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "Send the request as Content-Type: application/json.");
        }

        return await JsonSerializer.DeserializeAsync<T>(request.Body, WireJson.Options, request.HttpContext.RequestAborted)
            ?? throw new JsonException("The body is null.");
    }
}
