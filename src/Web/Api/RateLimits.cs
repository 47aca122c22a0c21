using System.Globalization;
using System.Threading.RateLimiting;
using RagDocs.Web.Access;

namespace RagDocs.Web.Api;

/// <summary>How often a person or address may do what costs much or invites guessing. Over the limit: 429 with Retry-After.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Ask = "ask";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
            context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(SignIn, http => PerMinute(http.Connection.RemoteIpAddress?.ToString() ?? "unknown", 20));
        limiter.AddPolicy(Ask, http => PerMinute(Person.From(http.User)?.UserName ?? "unknown", 20));
    });

    private static RateLimitPartition<string> PerMinute(string who, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        who, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, QueueLimit = 0 });
}
