using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>Something that goes wrong with certain requests.</summary>
/// <param name="When">Method and path, for example "PUT collections/x/points".</param>
/// <param name="Act">What happens instead of the answer; it may carry the request out first.</param>
public sealed record FakeQdrantFault(Func<string, bool> When, Func<HttpContext, Func<Task>, Task> Act)
{
    /// <summary>Requests that it still meets.</summary>
    public int Times { get; set; } = 1;

    /// <summary>Of these requests, how many were let through first.</summary>
    public int After { get; set; }

    public static FakeQdrantFault Status(Func<string, bool> when, int status, int? retryAfter = null, string? plain = null) => new(when, async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = plain is null ? "application/json" : "text/plain";
        await context.Response.WriteAsync(plain ?? $$"""{"status":{"error":"Fault {{status}}"},"time":0.0}""");
    });

    /// <summary>The connection ends before the request is carried out.</summary>
    public static FakeQdrantFault Dropped(Func<string, bool> when) => new(when, (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>It is carried out, but the connection ends before the answer.</summary>
    public static FakeQdrantFault AnswerLost(Func<string, bool> when) => new(when, async (context, answer) =>
    {
        var body = context.Response.Body;
        context.Response.Body = Stream.Null;
        await answer();
        context.Response.Body = body;
        context.Abort();
    });

    /// <summary>The server says how long its answer is, sends a part of it, and closes its half of the connection.</summary>
    public static FakeQdrantFault HalfAnswer(Func<string, bool> when) => new(when, async (context, _) =>
    {
        context.Response.ContentLength = 1_000;
        await context.Response.WriteAsync("{\"result\":");
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>No answer as long as the client waits.</summary>
    public static FakeQdrantFault Silence(Func<string, bool> when) => new(when, (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));

    /// <summary>Changes are written to the log and not carried out.</summary>
    public static FakeQdrantFault AcknowledgedOnly(Func<string, bool> when) => new(when, (context, answer) =>
    {
        context.Items[nameof(AcknowledgedOnly)] = true;
        return answer();
    });

    /// <summary>The test goes on here, while the request waits before it is carried out.</summary>
    public static FakeQdrantFault Held(Func<string, bool> when, TaskCompletionSource reached, Task release) => new(when, async (_, answer) =>
    {
        reached.TrySetResult();
        await release;
        await answer();
    });
}
