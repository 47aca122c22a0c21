using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RagDocs.Generation.Tests.Models;

/// <summary>A server for one file on this machine's loopback that can break off, forget ranges, change its file or redirect.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelServer(WebApplication app) => _app = app;

    public byte[] Content { get; set; } = [];

    public string? ETag { get; set; } = "\"one\"";

    public bool Ranges { get; set; } = true;

    /// <summary>Bytes after which each answer breaks off; null: none.</summary>
    public int? BreakAfter { get; set; }

    public Queue<int> Errors { get; } = new();

    /// <summary>Sent with each of <see cref="Errors"/>.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>Where the next request is sent instead.</summary>
    public string? RedirectTo { get; set; }

    public List<(string Path, string? Range, string? IfRange)> Requests { get; } = [];

    public Uri Address => new(_app.Urls.First() + "/");

    /// <param name="certificate">HTTPS with this one; null: HTTP.</param>
    public static async Task<ModelServer> StartAsync(byte[] content, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        if (certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        var server = new ModelServer(app) { Content = content };
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Requests.Add((request.Path, request.Headers.Range, request.Headers.IfRange));
        if (Errors.TryDequeue(out var status))
        {
            response.StatusCode = status;
            if (RetryAfter is not null) response.Headers.RetryAfter = RetryAfter;
            return;
        }

        if (RedirectTo is { } target)
        {
            RedirectTo = null;
            response.Redirect(target);
            return;
        }

        if (ETag is not null) response.Headers.ETag = ETag;
        var from = Ranges && request.Headers.Range.ToString() is { Length: > 0 } range && request.Headers.IfRange == ETag ? int.Parse(range["bytes=".Length..^1], null) : 0;
        if (from >= Content.Length)
        {
            (response.StatusCode, response.Headers.ContentRange) = (416, $"bytes */{Content.Length}");
            return;
        }

        if (from > 0) (response.StatusCode, response.Headers.ContentRange) = (206, $"bytes {from}-{Content.Length - 1}/{Content.Length}");
        response.ContentLength = Content.Length - from;
        var send = Math.Min(Content.Length - from, BreakAfter ?? int.MaxValue);
        await response.Body.WriteAsync(Content.AsMemory(from, send));
        await response.Body.FlushAsync();
        if (send < Content.Length - from) context.Abort();
    }
}
