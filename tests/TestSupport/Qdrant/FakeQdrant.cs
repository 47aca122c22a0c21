using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RagDocs.TestSupport.Qdrant;

/// <summary>
/// A Qdrant server in this process: real HTTP, everything in memory, exact search, strict about payload indexes and about its own
/// description of the API. What a request or an answer has wrong with it stands in <see cref="Violations"/>.
/// </summary>
public sealed class FakeQdrant : IAsyncDisposable
{
    private const int LargestRequest = 32 << 20;

    private readonly WebApplication _app;
    private readonly FakeQdrantStore _store = new();
    private readonly List<FakeQdrantFault> _faults = [];
    private readonly List<string> _requests = [];
    private readonly List<string> _sent = [];
    private readonly List<string> _violations = [];
    private readonly string? _apiKey;

    private FakeQdrant(WebApplication app, string? apiKey) => (_app, _apiKey) = (app, apiKey);

    public string Url => _app.Urls.First();

    /// <summary>Method and path of every request so far.</summary>
    public IReadOnlyList<string> Requests => Locked(_requests);

    public IReadOnlyList<string> Violations => Locked(_violations);

    public IReadOnlyCollection<string> Collections => _store.Collections;

    public IReadOnlyDictionary<string, string> Aliases => _store.Aliases;

    /// <summary>The most points that one request wrote.</summary>
    public int LargestBatch { get; private set; }

    /// <summary>Everything that was sent, for looking into.</summary>
    public string Sent => string.Concat(Bodies);

    /// <summary>The bodies of the requests that had one.</summary>
    public IReadOnlyList<string> Bodies => [.. Locked(_sent).Where(b => b.Length > 0)];

    public static async Task<FakeQdrant> StartAsync(string? apiKey = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null) listen.UseHttps(certificate);
            });
        });
        var server = new FakeQdrant(builder.Build(), apiKey);
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>From now on; the latest first.</summary>
    public void Add(FakeQdrantFault fault)
    {
        lock (_faults) _faults.Insert(0, fault);
    }

    public void EndFaults()
    {
        lock (_faults) _faults.Clear();
    }

    /// <summary>Ids of the chunks in a collection or behind an alias.</summary>
    public IReadOnlyList<long> Chunks(string name) => [.. _store.Points(name).Where(p => p.Order.Kind == 0).Select(p => (long)p.Id)];

    /// <summary>Points that are no chunks.</summary>
    public IReadOnlyList<JsonObject> States(string name) => [.. _store.Points(name).Where(p => p.Order.Kind == 1).Select(p => p.Payload)];

    /// <summary>Does something to the collections that no client of ours asked for.</summary>
    public void Tamper(string method, string path, string? body = null) => _store.Answer(method, path.Split('/'), body is null ? null : JsonNode.Parse(body));

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        var request = $"{context.Request.Method} {path}";
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        lock (_requests) _requests.Add(request);
        lock (_sent) _sent.Add(text);

        Task AnswerAsync() => this.AnswerAsync(context, path, text.Length == 0 ? null : JsonNode.Parse(text));
        await (FaultOf(request) is { } fault ? fault.Act(context, AnswerAsync) : AnswerAsync());
    }

    private FakeQdrantFault? FaultOf(string request)
    {
        lock (_faults)
        {
            var fault = _faults.Find(f => f.Times > 0 && f.When(request));
            if (fault is null) return null;
            if (fault.After > 0)
            {
                fault.After--;
                return null;
            }

            fault.Times--;
            return fault;
        }
    }

    private async Task AnswerAsync(HttpContext context, string path, JsonNode? body)
    {
        if (path.Length > 0 && _apiKey is not null && context.Request.Headers["api-key"] != _apiKey)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("Must provide an API key or an Authorization bearer token");
            return;
        }

        Note(context.Request, "request", QdrantContract.Current.RequestFaults(context.Request, body));
        if (body?["points"] is JsonArray points && context.Request.Method == "PUT") LargestBatch = Math.Max(LargestBatch, points.Count);
        var (status, answer) = Carry(context, path, body);
        Note(context.Request, "answer", QdrantContract.Current.AnswerFaults(context.Request, status, answer));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int Status, JsonNode Answer) Carry(HttpContext context, string path, JsonNode? body)
    {
        if (path.Length == 0) return (200, new JsonObject { ["title"] = "qdrant - vector search engine", ["version"] = "1.19.0" });
        try
        {
            var acknowledgeOnly = context.Items.ContainsKey(nameof(FakeQdrantFault.AcknowledgedOnly)) || WaitsNot(context.Request, path);
            var result = _store.Answer(context.Request.Method, path.Split('/'), body, acknowledgeOnly);
            return (200, new JsonObject { ["result"] = result, ["status"] = "ok", ["time"] = 0.001 });
        }
        catch (FakeQdrantError error)
        {
            return (error.Status, new JsonObject { ["status"] = new JsonObject { ["error"] = error.Message }, ["time"] = 0.001 });
        }
    }

    private static bool WaitsNot(HttpRequest request, string path) => path.Contains("/points", StringComparison.Ordinal) && request.Query["wait"] != "true";

    private void Note(HttpRequest request, string what, IReadOnlyList<string> faults)
    {
        if (faults.Count == 0) return;
        lock (_violations) _violations.AddRange(faults.Select(f => $"{request.Method} {request.Path} {what}: {f}"));
    }

    private static IReadOnlyList<string> Locked(List<string> list)
    {
        lock (list) return [.. list];
    }
}
