namespace RagDocs.Web.Api;

/// <summary>
/// Refuses changing requests that a page of another origin sent with the person's cookie. Browsers state where a request comes from in
/// Sec-Fetch-Site (Fetch Metadata, W3C) or Origin, and pages cannot forge either; programs send neither.
/// </summary>
internal sealed class SameOriginFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return IsSafe(request) || IsSameOrigin(request)
            ? await next(context)
            : Results.Problem("The request came from another site.", statusCode: StatusCodes.Status403Forbidden);
    }

    private static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
