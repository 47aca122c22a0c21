using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using RagDocs.Web.Access;

namespace RagDocs.Web.Api;

/// <summary>How often a person or address may do what costs much or invites guessing. Over the limit: 429 with Retry-After.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Ask = "ask";
    public const string Search = "search";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (context, cancellationToken) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
            var seconds = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            context.HttpContext.Response.Headers.RetryAfter = seconds;
            // With a body of its own, so that no page about something else takes its place.
            context.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
            await context.HttpContext.Response.WriteAsync($"Too many requests. Try again in {seconds} seconds.", cancellationToken);
        };
        limiter.AddPolicy(SignIn, http => PerMinute(http.Connection.RemoteIpAddress?.ToString() ?? "unknown", Limits(http).SignInsPerMinute));
        limiter.AddPolicy(Ask, http => PerMinute(Person.From(http.User)?.UserName ?? "unknown", Limits(http).QuestionsPerMinute));
        limiter.AddPolicy(Search, http => PerMinute(Person.From(http.User)?.UserName ?? "unknown", Limits(http).SearchesPerMinute));
    });

    private static LimitOptions Limits(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;

    private static RateLimitPartition<string> PerMinute(string who, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        who, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, QueueLimit = 0 });
}
