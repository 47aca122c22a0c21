using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.OpenAi;

namespace RagDocs.Generation.Tests.Support;

/// <summary>A real HTTP server in this process that answers as a test says and remembers what it was asked.</summary>
public sealed class HttpServerDouble : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _bodies = [];

    private HttpServerDouble(WebApplication app, string? socket) => (_app, Socket) = (app, socket);

    public string? Socket { get; }

    public Uri Address => Socket is null ? new Uri(_app.Urls.First()) : new Uri("http://engine");

    public OpenAiEndpoint Endpoint => new(Address, "some-model") { Socket = Socket };

    /// <summary>What was posted, oldest first.</summary>
    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_bodies) return [.. _bodies];
        }
    }

    /// <param name="socket">Path of a Unix socket to listen on instead of a free port.</param>
    /// <param name="certificate">Speak TLS with it.</param>
    public static async Task<HttpServerDouble> StartAsync(RequestDelegate answer, string? socket = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (socket is not null) kestrel.ListenUnixSocket(socket);
            else kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var server = new HttpServerDouble(builder.Build(), socket);
        server._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            lock (server._bodies) server._bodies.Add(body);
            context.Items["body"] = body;
            await answer(context);
        });
        await server._app.StartAsync();
        return server;
    }

    public static string BodyOf(HttpContext context) => (string)context.Items["body"]!;

    public static async Task JsonAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    }

    /// <summary>Sends bytes as they are, each piece in a packet of its own.</summary>
    public static async Task StreamAsync(HttpContext context, params byte[][] pieces)
    {
        context.Response.ContentType = "text/event-stream";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
