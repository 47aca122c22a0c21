using Microsoft.Net.Http.Headers;

namespace RagDocs.Web.Hosting;

/// <summary>
/// Tells the browser what these pages may do: nothing from elsewhere, no script in the page, not framed by others. Documents of others are
/// drawn in frames without an origin (<see cref="FramePath"/>): whatever a document's content managed to run there reaches nothing of ours.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Pages that may stand in a frame of ours, and nowhere else.</summary>
    public const string FramePath = "/frames";

    // style-src needs unsafe-inline because components set sizes of bars and marks; style cannot run.
    private const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
        + "object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string FramePolicy =
        "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self'; img-src data: blob:; font-src 'self' data: blob:; "
        + "connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    // What the frames load. They have no origin, so the browser asks for permission as if it came from elsewhere; these files are no secret.
    private static readonly PathString[] LoadedByFrames = ["/js/pdf-frame.js", "/css/pdf-frame.css", "/lib/pdfjs"];

    public Task InvokeAsync(HttpContext context)
    {
        var (headers, path) = (context.Response.Headers, context.Request.Path);
        headers.ContentSecurityPolicy = path.StartsWithSegments(FramePath, StringComparison.Ordinal) ? FramePolicy : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (Array.Exists(LoadedByFrames, loaded => path.StartsWithSegments(loaded, StringComparison.Ordinal))) headers[HeaderNames.AccessControlAllowOrigin] = "*";
        return next(context);
    }
}
