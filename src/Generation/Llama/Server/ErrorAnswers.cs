using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RagDocs.Generation.Llama.Server;

/// <summary>Middleware that turns every failure, and every bare status code, into an error body.</summary>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response.StatusCode >= 400 && !context.Response.HasStarted) await AnswerAsync(context, OfStatus(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more; the engine has been told through the same token.
        }
        catch (Exception failure)
        {
            var error = ApiError.Of(failure);
            if (error.Status == StatusCodes.Status500InternalServerError) ServerLog.RequestFailed(log, context.Request.Path, failure);
            if (context.Response.HasStarted) context.Abort();
            else await AnswerAsync(context, error);
        }
    }

    private static ApiError OfStatus(HttpContext context) => ApiError.Of(new ApiException(context.Response.StatusCode, context.Response.StatusCode switch
    {
        404 => $"There is no {context.Request.Path} here. There are: {string.Join(", ", EngineServer.Routes)}.",
        405 => $"{context.Request.Path} is not asked with {context.Request.Method}.",
        _ => "The request was refused.",
    }, context.Response.StatusCode == 404 ? "unknown_url" : null));

    private static Task AnswerAsync(HttpContext context, ApiError error) => error.WriteAsync(context.Response, context.RequestAborted);
}
