using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RagDocs.Web.Tests;

/// <summary>A model server on a free port that embeds and ranks, and remembers what it was sent. Holidays and vacations are one to it.</summary>
internal sealed class ScriptedEmbeddings : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedEmbeddings(WebApplication app) => _app = app;

    /// <summary>Texts to embed as they came, prefixes included.</summary>
    public ConcurrentQueue<string> Texts { get; } = [];

    /// <summary>Questions that passages were ranked for.</summary>
    public ConcurrentQueue<string> Ranked { get; } = [];

    /// <summary>It answers with an error.</summary>
    public bool Down { get; set; }

    public string Address => _app.Urls.First();

    public static async Task<ScriptedEmbeddings> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ScriptedEmbeddings(builder.Build());
        server._app.MapPost("/v1/embeddings", server.Embed);
        server._app.MapPost("/v1/rerank", server.Rank);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Embed(JsonElement request)
    {
        if (Down) return Results.StatusCode(StatusCodes.Status500InternalServerError);
        var texts = request.GetProperty("input").EnumerateArray().Select(t => t.GetString()!).ToList();
        texts.ForEach(Texts.Enqueue);
        return Results.Json(new
        {
            model = request.GetProperty("model").GetString(),
            data = texts.Select((text, index) => new { index, embedding = VectorOf(text) }),
            usage = new { prompt_tokens = texts.Count, total_tokens = texts.Count },
        });
    }

    private IResult Rank(JsonElement request)
    {
        Ranked.Enqueue(request.GetProperty("query").GetString()!);
        var documents = request.GetProperty("documents").GetArrayLength();
        return Results.Json(new { results = Enumerable.Range(0, documents).Select(index => new { index, relevance_score = (double)index }) });
    }

    private static float[] VectorOf(string text) =>
        text.Contains("holiday", StringComparison.OrdinalIgnoreCase) || text.Contains("vacation", StringComparison.OrdinalIgnoreCase) ? [1, 0, 0] : [0, 1, 0];
}
