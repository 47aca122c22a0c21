using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RagDocs.Generation.OpenAi.Wire;

namespace RagDocs.Generation.Llama.Server;

/// <summary>Server-sent events on a response, each sent at once. https://html.spec.whatwg.org/multipage/server-sent-events.html</summary>
internal sealed class EventStream(HttpResponse response)
{
    private static readonly byte[] Data = "data: "u8.ToArray();
    private static readonly byte[] End = "\n\n"u8.ToArray();

    public void Begin()
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would collect the words otherwise.
    }

    public async Task WriteAsync<T>(T value, CancellationToken cancellationToken)
    {
        // JSON holds no line break, so one data line is the whole event.
        var json = JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options);
        byte[] line = [.. Data, .. json, .. End];
        await response.BodyWriter.WriteAsync(line, cancellationToken);
    }

    public async Task DoneAsync(CancellationToken cancellationToken) =>
        await response.BodyWriter.WriteAsync("data: [DONE]\n\n"u8.ToArray(), cancellationToken);

    /// <summary>A line that readers skip, so that nothing on the way takes the stream for dead.</summary>
    public async Task KeepAliveAsync(CancellationToken cancellationToken) =>
        await response.BodyWriter.WriteAsync(": waiting\n\n"u8.ToArray(), cancellationToken);
}
