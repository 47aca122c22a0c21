using Microsoft.AspNetCore.Antiforgery;

namespace RagDocs.Web.Api;

/// <summary>Sends a form back whose token does not fit: it was not our page's, or the page had been open too long. The page says so.</summary>
internal sealed class FormTokenFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : Results.LocalRedirect("/sign-in?error=expired");
}
