using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RagDocs.Generation.Llama.Server;

/// <summary>Middleware that asks for the key, and without one keeps web pages away from an engine that listens on this machine.</summary>
internal sealed class AccessCheck(RequestDelegate next, EngineServerOptions options)
{
    // Hashes of equal length are compared, so that neither the time nor the length says anything about the key.
    private readonly byte[]? _key = options.ApiKey is { } key ? SHA256.HashData(Encoding.UTF8.GetBytes(key)) : null;

    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(new Caller(IsKnown(context.Request)));
        // Load balancers and containers ask for the health without a key; without one it names no model.
        if (context.Request.Path != "/health" && !context.Features.GetRequiredFeature<Caller>().Known) throw Refusal();
        return next(context);
    }

    private bool IsKnown(HttpRequest request) => _key is null
        ? options.Socket is not null || NamesThisMachine(request.Host)
        : CryptographicOperations.FixedTimeEquals(_key, SHA256.HashData(Encoding.UTF8.GetBytes(Bearer(request))));

    private static string Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? value["Bearer ".Length..].Trim() : "";

    /// <summary>A page whose own name was made to point here (DNS rebinding) sends that name as host.</summary>
    private static bool NamesThisMachine(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Host.Trim('[', ']'), out _);

    private ApiException Refusal() => _key is null
        ? new(StatusCodes.Status403Forbidden, "Without an API key this engine is asked by address or as localhost only.", "unknown_host")
        : new(StatusCodes.Status401Unauthorized, "The API key is missing or wrong; send it as “Authorization: Bearer KEY”.", "invalid_api_key");
}

/// <param name="Known">Sent the key, or needs none.</param>
internal sealed record Caller(bool Known);
