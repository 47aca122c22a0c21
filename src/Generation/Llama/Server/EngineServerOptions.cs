using System.Net;

namespace RagDocs.Generation.Llama.Server;

/// <summary>Where an engine process listens, who may ask, and when it ends by itself.</summary>
public sealed record EngineServerOptions
{
    public required EngineOptions Engine { get; init; }

    /// <summary>Path of the Unix socket to listen on; only its owner may connect. Either this or <see cref="Listen"/>.</summary>
    public string? Socket { get; init; }

    /// <summary>Address and port to listen on; port 0 takes a free one. Any address but loopback needs an <see cref="ApiKey"/>.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>What a caller sends as bearer token; null asks for none. At least <see cref="MinApiKeyLength"/> characters.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Resident bytes above which the process ends itself with <see cref="EngineExitCode.TooMuchMemory"/>; null: no limit.</summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>Ends when standard input ends, which the parent holds open, or when the parent's process is gone.</summary>
    public bool DieWithParent { get; init; }

    /// <summary>How long running requests may take to end after a stop was asked for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>At most this long nothing is sent on a stream: proxies cut silent ones.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of a request's body at most. The default holds several times what the longest context can.</summary>
    public long MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    public const int MinApiKeyLength = 16;

    /// <exception cref="LlamaException">The options contradict each other or would leave the engine open to the network.</exception>
    internal void Check()
    {
        if (Socket is null == Listen is null) throw new LlamaException("Name either a socket or an address to listen on.");
        if (ApiKey is { } key && key.Length < MinApiKeyLength)
        {
            throw new LlamaException($"The API key has {key.Length} characters; it needs at least {MinApiKeyLength}.");
        }

        if (Listen is { } address && !IPAddress.IsLoopback(address.Address) && ApiKey is null)
        {
            throw new LlamaException($"Listening on {address} lets others on the network ask, so an API key is needed.");
        }
    }
}
