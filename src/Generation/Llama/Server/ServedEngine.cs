using Microsoft.AspNetCore.Http;
using RagDocs.Generation.Llama.Engine;

namespace RagDocs.Generation.Llama.Server;

/// <summary>The engine behind the server and what it is doing: the server listens before the model is in memory.</summary>
/// <param name="id">The model's name, known before it is loaded.</param>
/// <param name="bytes">Size of its file.</param>
internal sealed class ServedEngine(string id, long bytes, TimeProvider time) : IAsyncDisposable
{
    /// <summary>When it is worth asking again after a start or a stop; a large model takes longer, and says so again.</summary>
    public static readonly TimeSpan Restart = TimeSpan.FromSeconds(2);

    private readonly long _started = time.GetTimestamp();
    private volatile LlamaEngine? _engine;
    private volatile string? _failure;
    private volatile bool _draining;

    public string Id { get; } = id;

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    /// <summary>Null until loaded, and after a failure.</summary>
    public LlamaEngine? Engine => _engine;

    public EnginePhase Phase => this switch
    {
        { _draining: true } => EnginePhase.Draining,
        { _failure: not null } => EnginePhase.Failed,
        { _engine: null } => EnginePhase.Loading,
        _ => EnginePhase.Ready,
    };

    /// <summary>Why loading failed.</summary>
    public string? Failure => _failure;

    /// <summary>The weights are most of what the process holds, so its resident memory tells how far loading is.</summary>
    public double? Progress => bytes > 0 ? Math.Round(Math.Min(0.99, (double)Environment.WorkingSet / bytes), 2) : null;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public async Task LoadAsync(Func<CancellationToken, Task<LlamaEngine>> load, CancellationToken cancellationToken)
    {
        try
        {
            _engine = await load(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _failure = failure.Message;
            throw;
        }
    }

    /// <summary>The engine, for one new request.</summary>
    /// <param name="model">The name the request asks for; clients that know of one model only send none.</param>
    /// <exception cref="ApiException">It takes none now, or another model is meant.</exception>
    public LlamaEngine Take(string? model)
    {
        var engine = (Phase, _engine) switch
        {
            (EnginePhase.Ready, { } ready) => ready,
            (EnginePhase.Failed, _) => throw Unavailable($"The model could not be loaded: {_failure}", "load_failed"),
            (EnginePhase.Draining, _) => throw Unavailable("The engine is stopping and takes no new requests.", "draining"),
            _ => throw Unavailable($"The model is being loaded, since {(int)Elapsed.TotalSeconds} s.", "loading"),
        };
        if (string.IsNullOrEmpty(model) || model.Equals(Id, StringComparison.OrdinalIgnoreCase)) return engine;
        throw new ApiException(StatusCodes.Status404NotFound, $"This engine serves {Id}, not {model}.", "model_not_found", "model");
    }

    /// <summary>Takes nothing new; returns when what was taken has ended or patience has.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        _draining = true;
        if (_engine is { } engine) await engine.DrainAsync(patience);
    }

    public async ValueTask DisposeAsync()
    {
        _draining = true;
        if (_engine is { } engine) await engine.DisposeAsync();
    }

    private static ApiException Unavailable(string message, string code) =>
        new(StatusCodes.Status503ServiceUnavailable, message, code) { RetryAfter = Restart };
}

internal enum EnginePhase
{
    Loading,
    Ready,
    Failed,
    Draining,
}
