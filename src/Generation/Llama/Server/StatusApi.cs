using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>GET /health, /v1/models and /metrics: what is served and how it does.</summary>
internal sealed class StatusApi(ServedEngine served)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", HealthAsync);
        routes.MapGet("/v1/models", ModelsAsync);
        routes.MapGet("/metrics", MetricsAsync);
    }

    private Task HealthAsync(HttpContext context)
    {
        var health = EngineHealth.Of(served);
        context.Response.StatusCode = health.Status == EngineHealth.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        var shown = context.Features.GetRequiredFeature<Caller>().Known ? health : new EngineHealth(health.Status);
        return context.Response.WriteAsJsonAsync(shown, WireJson.Options, context.RequestAborted);
    }

    private Task ModelsAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        new ModelList("list", [new ModelEntry(served.Id, "model", served.Since.ToUnixTimeSeconds(), "ragdocs")]),
        WireJson.Options, context.RequestAborted);

    private Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(
            EngineMetrics.Text(served.Engine?.Statistics, Environment.WorkingSet, served.Elapsed), context.RequestAborted);
    }
}
