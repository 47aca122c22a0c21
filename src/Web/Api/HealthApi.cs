using RagDocs.Web.Hosting;

namespace RagDocs.Web.Api;

/// <summary>Whether the service can do its work: for load balancers and the container's health check. Names no document or person.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/health", CheckAsync).AllowAnonymous();

    private static async Task<IResult> CheckAsync(Doctor doctor, CancellationToken cancellationToken)
    {
        var checks = await doctor.CheckAsync(cancellationToken);
        var healthy = checks.All(c => c.Ok || !c.Required);
        return Results.Json(
            new { Status = healthy ? "ok" : "failing", Checks = checks.Select(c => new { c.Name, c.Ok }) },
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
