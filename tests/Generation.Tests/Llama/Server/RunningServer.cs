using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Llama.Engine;
using RagDocs.Generation.Llama.Server;

namespace RagDocs.Generation.Tests.Llama.Server;

/// <summary>The real server in this process, on a free port or a socket, and a client for it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Key = "a key of some length";

    private readonly EngineServer _server;

    private RunningServer(EngineServer server, EngineServerOptions options)
    {
        _server = server;
        Address = new Uri(options.Socket is null ? server.Address : "http://engine");
        Client = new HttpClient(Handler(options.Socket)) { BaseAddress = Address };
        if (options.ApiKey is { } key) Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public Task Loaded => _server.Loaded;

    /// <summary>On loopback with a model that is loaded.</summary>
    public static async Task<RunningServer> WithModelAsync(
        string model, Func<EngineOptions, EngineOptions>? engine = null, Func<EngineServerOptions, EngineServerOptions>? server = null)
    {
        TinyModels.Need();
        var options = new EngineOptions { ModelPath = model, Threads = 1 };
        var running = await StartAsync(
            o => (server ?? Same)(o with { Engine = (engine ?? Same)(options) }),
            (o, stop) => LlamaEngine.LoadAsync(o.Engine, TimeProvider.System, NullLogger.Instance, stop));
        await running.Loaded;
        return running;
    }

    /// <param name="load">Null: the model is never loaded.</param>
    public static async Task<RunningServer> StartAsync(
        Func<EngineServerOptions, EngineServerOptions>? change = null, Func<EngineServerOptions, CancellationToken, Task<LlamaEngine>>? load = null)
    {
        var options = (change ?? Same)(new EngineServerOptions
        {
            Engine = new EngineOptions { ModelPath = "some-model.gguf" }, Listen = new IPEndPoint(IPAddress.Loopback, 0),
        });
        return new RunningServer(
            await EngineServer.StartAsync(
                options, stop => (load ?? Never)(options, stop), NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None),
            options);
    }

    public static SocketsHttpHandler Handler(string? socket) => socket is null ? new() : new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        },
    };

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json)
    {
        using var response = await Client.PostAsync(path, Json(json));
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public Task DrainAsync(TimeSpan patience) => _server.DrainAsync(patience);

    /// <summary>The client stays, to read what is still to come.</summary>
    public async Task StopAsync() => await _server.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
    }

    private static T Same<T>(T options) => options;

    private static async Task<LlamaEngine> Never(EngineServerOptions options, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("Infinity is over.");
    }
}
