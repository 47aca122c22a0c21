using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RagDocs.Browser.Tests;

/// <summary>Has one file, whichever is asked for: sends half of it, then one byte after the other, and the rest when it is told to.</summary>
internal sealed class SlowMirror : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlowMirror(WebApplication app) => _app = app;

    public byte[] Content { get; set; } = [];

    public string Address => _app.Urls.First();

    public static async Task<SlowMirror> StartAsync(byte[] content)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var mirror = new SlowMirror(app) { Content = content };
        app.Run(mirror.AnswerAsync);
        await app.StartAsync();
        return mirror;
    }

    /// <summary>Sends the rest, now and from now on.</summary>
    public void GoOn() => _rest.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        GoOn();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var tag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Content).AsSpan(0, 8))}\"";
        var from = request.Headers.IfRange == tag ? int.Parse(request.Headers.Range.ToString()["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        response.Headers.ETag = tag;
        if (from > 0) (response.StatusCode, response.Headers.ContentRange) = (206, $"bytes {from}-{Content.Length - 1}/{Content.Length}");
        response.ContentLength = Content.Length - from;
        var half = Math.Max(from, Content.Length / 2);
        await response.Body.WriteAsync(Content.AsMemory(from, half - from), context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        var sent = half;
        while (!_rest.Task.IsCompleted)
        {
            await response.Body.WriteAsync(Content.AsMemory(sent++, 1), context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
            await Task.WhenAny(_rest.Task, Task.Delay(Pause, context.RequestAborted));
        }

        await response.Body.WriteAsync(Content.AsMemory(sent), context.RequestAborted);
    }
}
