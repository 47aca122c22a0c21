using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagDocs.Generation.LanguageModels;
using RagDocs.Generation.Llama;
using RagDocs.Generation.Models;
using RagDocs.Generation.Models.Store;
using RagDocs.Generation.OpenAi;
using RagDocs.Retrieval.Embedding;
using RagDocs.Retrieval.Generations;

namespace RagDocs.Generation.Embeddings;

/// <summary>
/// The embedding models outside of this process: a server that the settings name, else the model of the folder that an administrator chose. Nothing
/// is started for telling which one that is.
/// </summary>
public sealed class EmbeddingSource
{
    /// <summary>For an engine that still serves the model before.</summary>
    private static readonly TimeSpan ExchangePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly IOptions<RemoteEmbeddingOptions> _remote;
    private readonly LocalEngine _engine;
    private readonly ModelServerConnections _connections;
    private readonly EmbeddingStore _cache;
    private readonly ILoggerFactory _logs;
    private readonly FormerModel _former;
    private readonly ModelStore? _models;
    private readonly TimeProvider _time;

    /// <param name="version">Told when the models folder changes.</param>
    /// <param name="models">Null where this machine has no models folder.</param>
    public EmbeddingSource(
        IOptions<RemoteEmbeddingOptions> remote, LocalEngine engine, ModelServerConnections connections, EmbeddingStore cache, EmbeddingVersion version,
        FormerModel former, TimeProvider time, ILoggerFactory logs, ModelStore? models = null)
    {
        (_remote, _engine, _connections, _cache, _former, _time, _logs, _models) = (remote, engine, connections, cache, former, time, logs, models);
        if (models is not null) models.Changed += version.Tell;
    }

    /// <summary>The server that the settings name, for people; null: none.</summary>
    public string? Remote => _remote.Value.IsSet ? _remote.Value.ShownTitle : null;

    /// <summary>See <see cref="ChosenEmbeddings"/>.</summary>
    public async Task<EmbeddingChoice?> ChosenAsync(CancellationToken cancellationToken)
    {
        if (_remote.Value.IsSet) return OfServer(_remote.Value);
        if (_models?.Wanted(ModelKind.Embedding) is not { } id) return null;
        return _models.Find(id) is { Kind: ModelKind.Embedding } model
            ? await OfFileAsync(_models, model, cancellationToken)
            : throw new EmbeddingUnavailableException(
                $"The model {id}, chosen for search, is not in {_models.Folder}. Put it back, or choose another model or the built-in one on the models page.");
    }

    /// <summary>
    /// See <see cref="FormerEmbeddings"/>: a server cannot be told from its hash, but what lies in the folder can. The engine runs one embedding model
    /// at a time, so it is found only while no other one is chosen.
    /// </summary>
    public async Task<EmbeddingChoice?> FormerAsync(string hash, CancellationToken cancellationToken)
    {
        if (_models is not { } models) return null;
        var wanted = models.Wanted(ModelKind.Embedding);
        foreach (var model in models.List().Installed.Where(m => m.Kind == ModelKind.Embedding && (wanted is null || m.Id == wanted)))
        {
            // One that was never hashed made no index.
            if (models.PinOf(model) is null || await OfFileAsync(models, model, cancellationToken) is not { } choice || choice.Hash != hash) continue;
            _former.Set(model);
            return choice;
        }

        return null;
    }

    private EmbeddingChoice OfServer(RemoteEmbeddingOptions server) => Choice(
        server.ShownTitle, HashOf("server", server.Base(), server.Model, server.QueryPrefix, server.PassagePrefix), server.Dimensions,
        _ => Task.FromResult(server.ToEndpoint()), new OpenAiEmbeddingOptions { QueryPrefix = server.QueryPrefix, PassagePrefix = server.PassagePrefix }, ended: null);

    private async Task<EmbeddingChoice> OfFileAsync(ModelStore store, InstalledModel model, CancellationToken cancellationToken)
    {
        try
        {
            var (about, listed) = (store.Describe(model), store.Listed(model));
            var (query, passage) = (listed?.QueryPrefix ?? "", listed?.PassagePrefix ?? "");
            var file = await store.HashOfAsync(model, cancellationToken);
            return Choice(
                model.Title, HashOf("file", file, about.Pooling.ToString(), query, passage), about.EmbeddingLength, token => EndpointAsync(model, token),
                new OpenAiEmbeddingOptions { QueryPrefix = query, PassagePrefix = passage }, () => _former.Release(model));
        }
        catch (Exception failure) when (failure is ModelsException or ModelFileException or IOException or UnauthorizedAccessException)
        {
            throw new EmbeddingUnavailableException($"The model {model.Title}, chosen for search, cannot be read: {failure.Message}", failure);
        }
    }

    private EmbeddingChoice Choice(
        string name, string hash, int? dimensions, Func<CancellationToken, Task<OpenAiEndpoint>> find, OpenAiEmbeddingOptions batching, Action? ended) => new(
        name, hash, dimensions,
        length => new EmbeddingCache(
            new OutsideEmbeddings(find, _connections, batching with { Dimensions = length }, ended), hash, _cache, _logs.CreateLogger<EmbeddingCache>()));

    // The engine runs one embedding model at a time; vectors of another one would be no use.
    private async Task<OpenAiEndpoint> EndpointAsync(InstalledModel model, CancellationToken cancellationToken)
    {
        for (var since = _time.GetTimestamp(); ; await Task.Delay(LookAgainAfter, _time, cancellationToken))
        {
            if (await _engine(ModelKind.Embedding, cancellationToken) is not { } running)
            {
                throw new EmbeddingUnavailableException($"The engine of the embedding model {model.Title} is stopped. Start it on the models page.");
            }

            if (running.Model == model.Id) return running;
            if (_time.GetElapsedTime(since) < ExchangePatience && _models?.Wanted(ModelKind.Embedding) == model.Id) continue;
            throw new EmbeddingUnavailableException(
                $"The engine runs {running.Title ?? running.Model} instead of {model.Title}; it is exchanged by itself when that model is chosen.");
        }
    }

    private static string HashOf(params string[] parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
}
