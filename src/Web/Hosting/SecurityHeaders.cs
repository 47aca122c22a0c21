namespace RagDocs.Web.Hosting;

/// <summary>Tells the browser what these pages may do: nothing from elsewhere, no script in the page, not framed by others.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // style-src needs unsafe-inline because components set sizes of bars and marks; style cannot run.
    private const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
        + "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }
}
