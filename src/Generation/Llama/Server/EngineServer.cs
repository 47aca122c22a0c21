using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Llama.Server;

/// <summary>The engine over HTTP, compatible with OpenAI's API. Built from the smallest host: memory belongs to the model.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    private const int SpareConnections = 1024;

    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly ServedEngine _served;
    private readonly CancellationTokenSource _stopLoading = new();

    private EngineServer(WebApplication app, ServedEngine served) => (_app, _served) = (app, served);

    public static IReadOnlyList<string> Routes { get; } =
        ["/v1/chat/completions", "/v1/embeddings", "/v1/rerank", "/tokenize", "/v1/models", "/health", "/metrics"];

    /// <summary>Where it listens, with the port that was chosen.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    /// <summary>Ends when the model is in memory; fails as loading does.</summary>
    public Task Loaded { get; private set; } = Task.CompletedTask;

    /// <summary>Once loaded: ends when the engine does, with the error when one ended it.</summary>
    public Task Engine => _served.Engine?.Completion ?? Task.CompletedTask;

    /// <summary>Listens, then begins to load.</summary>
    /// <param name="load">Gives the engine; runs on another thread.</param>
    /// <exception cref="LlamaException">The options do not fit together, or the address is taken.</exception>
    public static async Task<EngineServer> StartAsync(
        EngineServerOptions options, Func<CancellationToken, Task<LlamaEngine>> load, ILoggerFactory logs, TimeProvider time,
        CancellationToken cancellationToken)
    {
        options.Check();
        var file = new FileInfo(options.Engine.ModelPath);
        var served = new ServedEngine(Path.GetFileNameWithoutExtension(file.Name), file.Exists ? file.Length : 0, time);
        if (options.Socket is { } socket) await UnixSocket.PrepareAsync(socket, cancellationToken);
        var server = new EngineServer(Build(options, served, logs, time), served);
        try
        {
            await server._app.StartAsync(cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            await server._app.DisposeAsync();
            throw new LlamaException($"The engine cannot listen on {options.Socket ?? options.Listen!.ToString()}: {taken.Message}", taken);
        }

        server.Loaded = Task.Run(() => served.LoadAsync(load, server._stopLoading.Token), CancellationToken.None);
        return server;
    }

    /// <summary>Logs what was loaded.</summary>
    public void Describe(ILogger log)
    {
        if (_served.Engine?.Model is { } model) ServerLog.Loaded(log, model.Id, model.Description, model.ContextTokens, _served.Elapsed.TotalSeconds);
    }

    /// <summary>Takes nothing new; returns when what runs has ended or patience has.</summary>
    public Task DrainAsync(TimeSpan patience) => _served.DrainAsync(patience);

    /// <summary>Stops at once: whoever still waits is told.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopLoading.CancelAsync();
        // Reading a file of gigabytes may not notice; the process ends soon anyway.
        await Loaded.WaitAsync(LastBytes, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // First the engine, so that whoever waits gets its error while there still is a connection.
        await _served.DisposeAsync();
        using (var patience = new CancellationTokenSource(LastBytes)) await _app.StopAsync(patience.Token);
        await _app.DisposeAsync(); // The socket file goes with its listener.
        _stopLoading.Dispose();
    }

    private static WebApplication Build(EngineServerOptions options, ServedEngine served, ILoggerFactory logs, TimeProvider time)
    {
        // Empty: no configuration from the environment either, which could open another port.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "ragdocs", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logs);
        // Signals are the process's own affair (EngineProcess), and a test's server has none.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        if (options.Socket is not null)
        {
            builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = UnixSocket.Bind);
        }

        var app = builder.Build();
        var log = logs.CreateLogger<EngineServer>();
        app.Use(next => new ErrorAnswers(next, log).InvokeAsync);
        app.Use(next => new AccessCheck(next, options).InvokeAsync);
        app.UseRouting();
        new ChatApi(served, options, time, log).Map(app);
        new EmbeddingsApi(served).Map(app);
        new RerankApi(served).Map(app);
        new TokenizeApi(served).Map(app);
        new StatusApi(served).Map(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, EngineServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        // More than can wait, or a full queue would look like a server that does not answer.
        kestrel.Limits.MaxConcurrentConnections = SpareConnections + options.Engine.Parallel + options.Engine.QueueLength;
        if (options.Socket is { } path) kestrel.ListenUnixSocket(path);
        else kestrel.Listen(options.Listen!);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
